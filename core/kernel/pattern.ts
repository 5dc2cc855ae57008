import { type Kernel, kernelNamed, withoutEraName } from './kernel.ts';
import { type KernelError, kernelSuggestion } from './resolve.ts';
import { unreachable } from './unreachable.ts';
import { compareVersions, ERAS, isVersion } from './versions.ts';

/** How a comparison relates a kernel's version to the one written. */
export type Comparison = '<' | '<=' | '>' | '>=';

/**
 * What stands after `on`. Comparisons, ranges, `all` and `eras` mean plain versions alone; a long-term or what-if
 * kernel is meant only by its name. Names are resolved: an era name is the version that stands for it.
 */
export type KernelPattern =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'compare'; readonly op: Comparison; readonly version: string }
  | { readonly kind: 'range'; readonly from: string; readonly to: string }
  | { readonly kind: 'all' }
  | { readonly kind: 'eras' };

/** Whether a kernel is meant by the pattern. */
export function matches(pattern: KernelPattern, kernel: Kernel): boolean {
  if (pattern.kind === 'name') return kernel.name === pattern.name;
  if (kernel.kind !== 'mainline') return false;
  switch (pattern.kind) {
    case 'compare':
      return compares(pattern.op, compareVersions(kernel.base, pattern.version));
    case 'range':
      return compareVersions(kernel.base, pattern.from) >= 0 && compareVersions(kernel.base, pattern.to) <= 0;
    case 'all':
      return true;
    case 'eras':
      return ERAS.includes(kernel.base);
    default:
      return unreachable(pattern);
  }
}

function compares(op: Comparison, difference: number): boolean {
  switch (op) {
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
    default:
      return unreachable(op);
  }
}

/** The pattern as it is written after `on`. */
export function patternText(pattern: KernelPattern): string {
  switch (pattern.kind) {
    case 'name':
      return pattern.name;
    case 'compare':
      return `${pattern.op} ${pattern.version}`;
    case 'range':
      return `${pattern.from}..${pattern.to}`;
    case 'all':
    case 'eras':
      return pattern.kind;
    default:
      return unreachable(pattern);
  }
}

/**
 * Reads one element of an `on` list: `5.10`, `< 5.9`, `5.9..5.18`, `exclusive`, `lts-6.1`, `all`, `eras`, or the name of
 * a what-if kernel of the file. Blanks around the parts do not matter. Gives an error for what names no kernel.
 */
export function parsePattern(
  text: string,
  whatIfs: readonly string[] = [],
): { pattern: KernelPattern } | { errors: KernelError[] } {
  const word = text.trim();
  if (whatIfs.includes(word)) return { pattern: { kind: 'name', name: word } };
  if (word === 'all' || word === 'eras') return { pattern: { kind: word } };
  const [, op, compared] = /^(<=|>=|<|>)\s*(.*)$/.exec(word) ?? [];
  if (compared !== undefined)
    return plain([compared], whatIfs, ([version = '']) => ({ kind: 'compare', op: op as Comparison, version }));
  const ends = word.split('..').map((end) => end.trim());
  if (ends.length === 2) return plain(ends, whatIfs, ([from = '', to = '']) => ({ kind: 'range', from, to }));
  const name = withoutEraName(word);
  if (kernelNamed(name)) return { pattern: { kind: 'name', name } };
  return { errors: [{ code: 'unknown-kernel', index: 0, ...kernelSuggestion(word, whatIfs) }] };
}

/** A pattern over plain versions; a long-term or what-if kernel has no place among them. */
function plain(words: string[], whatIfs: readonly string[], make: (versions: string[]) => KernelPattern) {
  const versions = words.map(withoutEraName);
  const errors = versions.flatMap((version, index): KernelError[] => {
    if (isVersion(version)) return [];
    const named = kernelNamed(version)?.kind === 'long-term' || whatIfs.includes(version);
    if (!named) return [{ code: 'unknown-kernel', index, ...kernelSuggestion(version) }];
    const fix = kernelNamed(version)?.base;
    return [
      {
        code: 'unknown-kernel',
        index,
        message: `only plain versions can be compared; ${version} is meant by its name alone`,
        fix,
      },
    ];
  });
  return errors.length > 0 ? { errors } : { pattern: make(versions) };
}
