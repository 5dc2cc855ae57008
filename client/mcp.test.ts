import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ExtensionContext } from 'vscode';
import { type McpApi, registerMcp } from './mcp.ts';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

function contextOf() {
  const subscriptions: { dispose(): void }[] = [];
  const asAbsolutePath = (path: string) => `/extension/${path}`;
  return { subscriptions, asAbsolutePath, extension: { packageJSON: manifest } } as unknown as ExtensionContext;
}

class Definition {
  readonly args: unknown[];
  constructor(...args: unknown[]) {
    this.args = args;
  }
}

test('offers the server that is packed, by the id of the manifest, and takes the offer back at the end', () => {
  const context = contextOf();
  const offered = new Map<string, unknown[]>();
  registerMcp(context, {
    McpStdioServerDefinition: Definition,
    lm: {
      registerMcpServerDefinitionProvider: (id, provider) => {
        offered.set(id, provider.provideMcpServerDefinitions());
        return { dispose: () => offered.delete(id) };
      },
    },
  });
  const [{ id }] = manifest.contributes.mcpServerDefinitionProviders;
  expect([...offered.keys()]).toEqual([id]);
  const [definition] = offered.get(id) as [Definition];
  expect(definition.args.slice(0, 3)).toEqual(['Cowscope', process.execPath, ['/extension/dist/mcp.js']]);
  expect(readFileSync(new URL('../.vscodeignore', import.meta.url), 'utf8')).toContain('!dist/mcp.js\n');
  for (const subscription of context.subscriptions) subscription.dispose();
  expect(offered.size).toBe(0);
});

test('is offered nowhere but where VS Code can start a process: not in a browser that has no machine behind it', () => {
  const [{ when }] = manifest.contributes.mcpServerDefinitionProviders;
  expect(when).toBe('!isWeb || remoteName');
});

test.each<McpApi>([{}, { lm: {} }, { McpStdioServerDefinition: Definition, lm: {} }])(
  'does nothing in a VS Code that has %o',
  (api) => {
    const context = contextOf();
    registerMcp(context, api);
    expect(context.subscriptions).toEqual([]);
  },
);
