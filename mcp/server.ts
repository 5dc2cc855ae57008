/** The simulator as a server of the Model Context Protocol: tools that only compute, and touch neither files nor network. */
import { McpServer, type ToolCallback } from '@modelcontextprotocol/sdk/server/mcp.js';
import { version } from '../package.json';
import { COMPARE_TOOL } from './tools/compare.ts';
import { EXPLAIN_TOOL } from './tools/explain.ts';
import { KERNELS_TOOL } from './tools/kernels.ts';
import { RUN_TOOL } from './tools/run.ts';
import type { Arguments, Tool } from './tools/tool.ts';

const INSTRUCTIONS = `Cowscope simulates Linux copy-on-write: a scenario is a list of statements (fork p1; pin p1 0x1000 as dma; write p1 0x1000 'A'; read dma), run under the rules of a chosen kernel. Every answer has a mark: \`verified\` where each rule value that it stands on was compared with a real kernel, \`unverified\` where some was not: say so when you pass it on, and do not take it for a fact.`;

/** A server with all tools, connected to nothing yet. */
export function createMcpServer(): McpServer {
  const server = new McpServer({ name: 'cowscope', title: 'Cowscope', version }, { instructions: INSTRUCTIONS });
  register(server, RUN_TOOL);
  register(server, EXPLAIN_TOOL);
  register(server, COMPARE_TOOL);
  register(server, KERNELS_TOOL);
  return server;
}

function register<A extends Arguments>(server: McpServer, tool: Tool<A>): void {
  const { name, title, description, arguments: inputSchema, call } = tool;
  const annotations = { title, readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };
  // The SDK checks the arguments by the very schemas that give the tool's their types, which it cannot see for any `A`.
  const config = { title, description, inputSchema, annotations };
  server.registerTool(name, config, call as unknown as ToolCallback<A>);
}
