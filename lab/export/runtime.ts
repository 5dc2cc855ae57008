// @ts-nocheck: bundled as texts, there are no types of C files.
/** The runtime of exported programs, for what is bundled: the command line and the server. */
import direct from './runtime/direct.c';
import folios from './runtime/folios.c';
import huge from './runtime/huge.c';
import kernel from './runtime/kernel.c';
import main from './runtime/main.c';
import memory from './runtime/memory.c';
import observer from './runtime/observer.c';
import processes from './runtime/processes.c';
import references from './runtime/references.c';
import results from './runtime/results.c';
import worker from './runtime/worker.c';
import { joinRuntime, type RuntimeFile } from './runtime-files.ts';

const TEXTS: Readonly<Record<RuntimeFile, string>> = {
  'worker.c': worker,
  'kernel.c': kernel,
  'folios.c': folios,
  'observer.c': observer,
  'results.c': results,
  'processes.c': processes,
  'direct.c': direct,
  'references.c': references,
  'memory.c': memory,
  'huge.c': huge,
  'main.c': main,
};

/** Its text. */
export const runtime: string = joinRuntime((name) => TEXTS[name]);
