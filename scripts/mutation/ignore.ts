/** Mutants that say nothing, and are left out of the count: what they change cannot be told from what stood there. */
import type { NodePath } from '@babel/core';
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** A table's first number is its flags, so that adding FLAGS (0) and taking it away are the same. */
function isFlagsOffset({ node }: NodePath): boolean {
  return node.type === 'BinaryExpression' && node.right.type === 'Identifier' && node.right.name === 'FLAGS';
}

/** A throw that guards against what cannot happen and says so; no test can get there. */
function isUnreachable({ node }: NodePath): boolean {
  if (node.type === 'SwitchCase') {
    const [first] = node.consequent;
    const returned = first?.type === 'ReturnStatement' ? first.argument : null;
    return (
      node.test === null &&
      returned?.type === 'CallExpression' &&
      returned.callee.type === 'Identifier' &&
      returned.callee.name === 'unreachable'
    );
  }
  if (node.type !== 'ThrowStatement' || node.argument?.type !== 'NewExpression') return false;
  const [message] = node.argument.arguments;
  const text = message?.type === 'StringLiteral' ? message.value : '';
  return text.startsWith('unreachable');
}

/** Stryker's plugins in this module. */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'cannot-be-told', {
    shouldIgnore(path: NodePath): string | undefined {
      if (isFlagsOffset(path)) return 'FLAGS is 0: adding it and taking it away are the same';
      if (isUnreachable(path)) return 'a guard against what cannot happen';
      return undefined;
    },
  }),
];
