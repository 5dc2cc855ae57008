import { EXIT, type Exit } from './exit.ts';

/**
 * `cowscope mcp`: the simulator as tools for coding agents, over standard input and output. It ends with its client. The
 * protocol's library is large, and few who use the command line want it: it stands in a bundle of its own.
 */
export async function mcpCommand(): Promise<Exit> {
  await import('@cowscope/mcp/main.ts');
  return EXIT.ok;
}
