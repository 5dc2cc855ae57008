/**
 * Stands for Node's module `url` in the browser's bundle: the debug adapter's library takes its class from there, and
 * browsers have it in the open.
 */
export const URL: typeof globalThis.URL = globalThis.URL;
