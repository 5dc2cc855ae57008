/** What the build puts into the page: see scripts/playground.mjs. */
declare module 'cowscope:server' {
  /** The script of the language server's worker. */
  export const script: string;
}
declare module 'cowscope:examples' {
  /** The scenarios of examples/, in reading order. */
  export const examples: readonly {
    /** Path below examples/. */
    readonly path: string;
    /** The text's first comment. */
    readonly detail: string;
    readonly text: string;
  }[];
}
declare module '*.css';
