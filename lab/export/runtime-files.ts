/** The runtime of exported programs: C files by purpose, each of which uses those before it. */
export const RUNTIME_FILES = [
  'worker.c',
  'kernel.c',
  'folios.c',
  'observer.c',
  'results.c',
  'processes.c',
  'direct.c',
  'references.c',
  'memory.c',
  'huge.c',
  'main.c',
] as const;

/** One of them. */
export type RuntimeFile = (typeof RUNTIME_FILES)[number];

/** The files as one text, to stand before a scenario. */
export function joinRuntime(read: (name: RuntimeFile) => string): string {
  return RUNTIME_FILES.map(read).join('\n');
}
