// What the code has promised and no linter knows: every export has a doc comment, no function exceeds 60 lines, core
// touches no clock, no randomness and no machine, and no kernel version is written outside core/kernel/.
import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { root } from './machine.mjs';

const longest = 60;
const impure = new Set(['Date', 'performance', 'fetch', 'setTimeout', 'setInterval', 'queueMicrotask', 'require']);
/** Named in full, because a simulated process may be called `process`. */
const impureProperty =
  /^(Math\.random|process\.(env|argv|exit|stdout|stderr|hrtime|cwd|platform|nextTick|memoryUsage))$/;
const versionLiteral = /^(v|lts-)?[4-9]\.\d{1,2}$/;

process.chdir(root);
const files = globSync('{core,server,client,cli,mcp,playground,lab,bench}/**/*.ts', {
  exclude: (path) => /node_modules|\.test(-helper)?\.ts$/.test(path),
});
const complaints = [];
const lengths = [];
for (const file of files) check(file);

for (const complaint of complaints.sort()) console.error(`code: ${complaint}`);
lengths.sort((a, b) => a - b);
const median = lengths[lengths.length >> 1] ?? 0;
console.log(
  `code: ${files.length} files, ${lengths.length} functions of ${median} lines in the median, ${complaints.length} complaints`,
);
process.exitCode = complaints.length > 0 || lengths.length === 0 ? 1 : 0;

function check(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
  const lineOf = (position) => source.getLineAndCharacterOfPosition(position).line + 1;
  const complain = (node, text) => complaints.push(`${file}:${lineOf(node.getStart())} ${text}`);
  const visit = (node) => {
    if (isFunction(node)) {
      const lines = lineOf(node.end) - lineOf(node.getStart()) + 1;
      lengths.push(lines);
      if (lines > longest) complain(node, `a function of ${lines} lines`);
    }
    if (ts.isStringLiteralLike(node) && versionLiteral.test(node.text) && !file.startsWith('core/kernel/')) {
      complain(node, `the kernel version '${node.text}' outside core/kernel/`);
    }
    if (file.startsWith('core/') && isImpure(node)) complain(node, `core touches ${node.getText()}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  let documented = false;
  for (const statement of source.statements) {
    // A comment above several constants, with no blank line between them, is about all of them.
    const goesOn = documented && ts.isVariableStatement(statement) && !/\n\s*\n/.test(statement.getFullText());
    documented = goesOn || ts.getJSDocCommentsAndTags(statement).length > 0;
    if (isExported(statement) && !documented) {
      complain(statement, `no doc comment: ${statement.getText().split('\n')[0]}`);
    }
  }
}

function isFunction(node) {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

/** A name of the machine or a clock that is used as a value, not as a property or a key. */
function isImpure(node) {
  if (ts.isPropertyAccessExpression(node) && impureProperty.test(node.getText())) return true;
  if (!ts.isIdentifier(node) || !impure.has(node.text)) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return ts.isCallExpression(parent) || ts.isNewExpression(parent);
}

/** Re-exports (`export { x } from`) are documented where they are declared. */
function isExported(statement) {
  if (ts.isExportDeclaration(statement)) return false;
  return (
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}
