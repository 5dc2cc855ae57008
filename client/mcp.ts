import type { Disposable, ExtensionContext } from 'vscode';

/** The id of the manifest's `mcpServerDefinitionProviders`. */
const PROVIDER = 'cowscope.mcp';

/**
 * What VS Code has for servers of the Model Context Protocol, from 1.101 on. The extension runs on older ones too, and is
 * compiled with their types.
 */
export interface McpApi {
  readonly McpStdioServerDefinition?: new (
    label: string,
    command: string,
    args: string[],
    env: Record<string, string>,
    version: string,
  ) => unknown;
  readonly lm?: {
    readonly registerMcpServerDefinitionProvider?: (
      id: string,
      provider: { readonly provideMcpServerDefinitions: () => unknown[] },
    ) => Disposable;
  };
}

/**
 * Offers the simulator's tools to the agents of VS Code: `dist/mcp.js`, started when one asks for it. Does nothing where
 * VS Code is too old for that.
 */
export function registerMcp(context: ExtensionContext, { McpStdioServerDefinition, lm }: McpApi): void {
  if (McpStdioServerDefinition === undefined || lm?.registerMcpServerDefinitionProvider === undefined) return;
  const { version } = context.extension.packageJSON as { readonly version: string };
  const provideMcpServerDefinitions = () => [
    new McpStdioServerDefinition(
      'Cowscope',
      // The Node of VS Code itself; on a desktop that is Electron, which has to be told to be one.
      process.execPath,
      [context.asAbsolutePath('dist/mcp.js')],
      { ELECTRON_RUN_AS_NODE: '1' },
      version,
    ),
  ];
  context.subscriptions.push(lm.registerMcpServerDefinitionProvider(PROVIDER, { provideMcpServerDefinitions }));
}
