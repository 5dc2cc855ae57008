import type { DebugNode } from './types.ts';

/** A node without parts; `more` says what else there is to it. */
export function leaf(name: string, value: string, more: Partial<DebugNode> = {}): DebugNode {
  return { name, value, path: null, expression: null, watch: null, memory: null, line: null, ...more };
}
