/** `cowscope mcp`: serves one client over standard input and output, and ends with it. */
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { createMcpServer } from './server.ts';

createMcpServer()
  .connect(new StdioServerTransport())
  .catch((error: unknown) => {
    process.stderr.write(`cowscope: ${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 2;
  });
