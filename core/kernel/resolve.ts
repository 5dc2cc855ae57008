import { type Kernel, kernelNamed, LONG_TERM_NAMES, withoutEraName } from './kernel.ts';
import { nearest, type Suggestion, suggest } from './spelling.ts';
import { allVersions, compareVersions, ERA_NAMES, ERAS, isVersion, NEWEST, OLDEST, VERSIONS } from './versions.ts';

/** Words of the `kernel` line that name several kernels. */
export const KERNEL_SETS = ['eras', 'all'] as const;

/** A word of a `kernel` line that names no kernel. */
export interface KernelError extends Suggestion {
  readonly code: 'unknown-kernel';
  /** Which word is at fault, from 0. */
  readonly index: number;
}

/** Names that a what-if kernel cannot take, since they already mean something. */
export function isReservedKernelName(name: string): boolean {
  return kernelNamed(withoutEraName(name)) !== undefined || (KERNEL_SETS as readonly string[]).includes(name);
}

/** The version that somebody who wrote `v6.12`, `5.10.7` or `linux-6.1-rc3` meant; nothing where no version stands in it. */
function versionIn(word: string): string | undefined {
  const [, major = '', minor = ''] = /(\d+)\.(\d+)/.exec(word) ?? [];
  const version = `${major}.${minor}`;
  if (isVersion(version))
    return word.toLowerCase().startsWith('lts') && kernelNamed(`lts-${version}`) ? `lts-${version}` : version;
  if (major === '') return undefined;
  if (compareVersions(version, OLDEST) < 0) return OLDEST;
  return VERSIONS.findLast((known) => compareVersions(known, version) < 0);
}

/** What to say of a word that names no kernel, and the kernel probably meant. */
export function kernelSuggestion(word: string, whatIfs: readonly string[] = []): Suggestion {
  const version = versionIn(word);
  const others = [...whatIfs, ...Object.keys(ERA_NAMES), ...LONG_TERM_NAMES, ...KERNEL_SETS];
  const fix = version ?? nearest(word, others);
  const known = `versions go from ${OLDEST} to ${NEWEST}`;
  return suggest(`no kernel is called ${word} (${known}${fix === undefined ? `, or ${others.join(', ')}` : ''})`, fix);
}

/**
 * The kernels that the words of a `kernel` line or of `--kernel` name, in their order and each once: versions, era names,
 * long-term and what-if kernels, `eras`, `all`. What names none gives an error, and the other words still count.
 */
export function resolveKernels(
  words: readonly string[],
  whatIfs: readonly Kernel[] = [],
): { kernels: Kernel[]; errors: KernelError[] } {
  const kernels = new Map<string, Kernel>();
  const errors: KernelError[] = [];
  words.forEach((word, index) => {
    const found = kernelsOf(word, whatIfs);
    for (const kernel of found) kernels.set(kernel.name, kernel);
    const suggestion = () =>
      kernelSuggestion(
        word,
        whatIfs.map((kernel) => kernel.name),
      );
    if (found.length === 0) errors.push({ code: 'unknown-kernel', index, ...suggestion() });
  });
  return { kernels: [...kernels.values()], errors };
}

function kernelsOf(word: string, whatIfs: readonly Kernel[]): Kernel[] {
  const whatIf = whatIfs.find((kernel) => kernel.name === word);
  if (whatIf) return [whatIf];
  const names = word === 'eras' ? ERAS : word === 'all' ? allVersions() : [withoutEraName(word)];
  return names.flatMap((name) => kernelNamed(name) ?? []);
}
