/** Words of the language, switches and kernels → completion items. */
import {
  ERA_NAMES,
  KERNEL_SETS,
  LONG_TERM_NAMES,
  SWITCH_NAMES,
  switchNamed,
  VERSIONS,
  valuesOf,
} from '../kernel/index.ts';
import type { CompletionItem, CompletionKind } from './assist.ts';
import { KERNEL_WORD_DOCS } from './documentation.ts';
import type { Scope } from './parse.ts';
import { wordDocumentation } from './word-documentation.ts';

const KINDS: Readonly<Record<string, CompletionKind>> = {
  flag: 'flag',
  outcome: 'outcome',
  attribute: 'attribute',
  option: 'option',
  keyword: 'keyword',
  verdict: 'outcome',
};

/** Items for words of one sort; `kernels`, `plain versions`, `switches` and `value of SWITCH` stand for whole tables. */
export function wordItems(what: string, words: readonly string[], scope: Scope): CompletionItem[] {
  if (what === 'kernels') return kernelItems(scope);
  if (what === 'plain versions')
    return [...VERSIONS].reverse().map((version) => item(version, 'kernel', 'version', ''));
  if (what === 'switches')
    return SWITCH_NAMES.map((name) =>
      item(name, 'switch', switchNamed(name)?.doc ?? '', wordDocumentation(name) ?? ''),
    );
  if (what.startsWith('value of switch ')) return switchValues(what.slice('value of switch '.length));
  return words.map((word) =>
    item(word, KINDS[what] ?? 'value', what, wordDocumentation(word) ?? '', word === 'times' ? 'times $1' : undefined),
  );
}

function kernelItems({ whatIfs }: Scope): CompletionItem[] {
  const names = [...Object.keys(ERA_NAMES), ...KERNEL_SETS].map((name) =>
    item(name, 'kernel', KERNEL_WORD_DOCS[name] ?? '', ''),
  );
  const longTerm = LONG_TERM_NAMES.map((name) => item(name, 'kernel', 'long-term kernel', ''));
  const versions = [...VERSIONS].reverse().map((version) => item(version, 'kernel', 'version', ''));
  return [...whatIfs.map((name) => item(name, 'kernel', 'what-if kernel', '')), ...names, ...versions, ...longTerm];
}

function switchValues(name: string): CompletionItem[] {
  const values: Readonly<Record<string, string>> = switchNamed(name)?.values ?? {};
  return valuesOf(name).map((value) => item(value, 'value', values[value] ?? '', ''));
}

function item(
  label: string,
  kind: CompletionKind,
  detail: string,
  documentation: string,
  snippet?: string,
): CompletionItem {
  return { label, kind, detail, documentation, insertText: snippet ?? label, snippet: snippet !== undefined };
}
