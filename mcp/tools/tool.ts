/** What a tool is to the server. */
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { z } from 'zod';

/** The arguments of a tool by their names. */
export type Arguments = Readonly<Record<string, z.ZodType>>;

/** A tool: it only computes, and never throws for what a caller may send. */
export interface Tool<A extends Arguments> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: A;
  readonly call: (asked: { [K in keyof A]: z.output<A[K]> }) => CallToolResult;
}
