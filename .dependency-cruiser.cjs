// The arrows between the parts (ARCHITECTURE.md). scripts/check-imports.mjs runs it, and proves that it saw the modules.

const tests = '\\.test(-helper)?\\.ts$|/testing/|/tests/|^test/';

/** Everything in `from` may import itself and `to`, and nothing else of the project or of node_modules. */
function only(name, from, to, comment) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from, pathNot: tests },
    to: { pathNot: [from, ...to] },
  };
}

const chevrotain = '^node_modules/(@chevrotain/|chevrotain/)';
const facade = '^core/index\\.ts$';

module.exports = {
  forbidden: [
    only('core-is-pure', '^core/', [chevrotain], 'core imports nothing but Chevrotain: no VS Code, no LSP, no Node.'),
    only('kernel-is-data', '^core/kernel/', [], 'The kernels know nothing of the rest.'),
    only(
      'language-knows-only-the-table',
      '^core/language/',
      [chevrotain, '^core/kernel/'],
      'Parsing needs no machine.',
    ),
    only(
      'machine-knows-no-language',
      '^core/machine/',
      ['^core/kernel/', '^core/bytes/', '^core/language/(operations|program|values|unreachable)\\.ts$'],
      "The machine and the language know nothing of each other but the table's types.",
    ),
    only(
      'ideal-shares-no-rule',
      '^core/ideal/',
      ['^core/bytes/', '^core/language/(operations|program|values)\\.ts$'],
      'The ideal machine has no rule in common with the machine.',
    ),
    only(
      'server-imports-the-facade',
      '^server/',
      [
        facade,
        '^lab/(index\\.ts|export/runtime\\.ts)$',
        '^node_modules/vscode-(languageserver|jsonrpc)',
        '^(node:)?(worker_threads|path|url|process|util)$',
      ],
      'The server is a thin adapter over the façade, and the export and comparison of the lab.',
    ),
    only(
      'client-takes-types',
      '^client/',
      [
        '^server/protocol\\.ts$',
        '^node_modules/(vscode-(languageclient|languageserver|jsonrpc)|@vscode/debug(adapter|protocol)|@types/vscode|preact/)',
        '^vscode$',
      ],
      'The client simulates nothing: it takes the protocol from the server, and no more.',
    ),
    only(
      'cli-imports-the-facade',
      '^cli/',
      [
        facade,
        '^server/',
        '^mcp/main\\.ts$',
        '^lab/(index\\.ts|export/runtime\\.ts)$',
        '^package\\.json$',
        '^(node_modules|cli/node_modules)/(commander|junit-report-builder)/',
        '^(node:)?(fs|path|process|stream|url|util|os|buffer)',
      ],
      'The command line imports the façade, the server, and the export and comparison of the lab.',
    ),
    only(
      'mcp-imports-the-facade',
      '^mcp/',
      [facade, '^package\\.json$', '^node_modules/(@modelcontextprotocol/sdk|zod)/'],
      'The tools for agents import the façade, and touch neither files nor network.',
    ),
    only(
      'playground-takes-the-view',
      '^playground/',
      [
        '^client/timeline/(messages\\.ts|view/)',
        '^server/protocol\\.ts$',
        '^syntaxes/',
        '^node_modules/(@codemirror|@lezer|dompurify|preact|vscode-languageserver-(protocol|types))/',
        // What the build puts there.
        '^cowscope:',
      ],
      'The playground has the view of the timeline, and of the server its protocol: it simulates nothing.',
    ),
    only('lab-imports-the-facade', '^lab/', [facade, '^(node:)?[a-z_/]+$'], 'The lab imports the façade.'),
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^(vscode$|cowscope:)' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out|\\.vscode-test)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
