/** The two lists above the text: examples and kernels. */

import { examples } from 'cowscope:examples';
import type { KernelItem } from '@cowscope/server/protocol.ts';

/** The folders of examples/, in reading order, and what stands above each. */
const GROUPS = [
  ['', 'To start with'],
  ['mail/', 'The mail'],
  ['cases/', 'Named cases'],
] as const;

/** Shown in the list of examples when the text is none of them. */
const OWN = 'Your own';

/** Fills the list of examples. */
export function fillExamples(select: HTMLSelectElement): void {
  select.append(new Option(OWN, ''));
  for (const [folder, label] of GROUPS) {
    const group = document.createElement('optgroup');
    group.label = label;
    for (const { path, detail } of examples) {
      if (path.slice(0, path.lastIndexOf('/') + 1) !== folder) continue;
      const option = new Option(`${path.slice(folder.length, -'.cow'.length)}: ${detail}`, path);
      group.append(option);
    }
    select.append(group);
  }
}

/** The text of an example; undefined where there is none of that path. */
export function exampleText(path: string): string | undefined {
  return examples.find((example) => example.path === path)?.text;
}

/** Chooses the example whose text this is; *Your own* where it is none. */
export function chooseExample(select: HTMLSelectElement, text: string): void {
  select.value = examples.find((example) => example.text === text)?.path ?? '';
}

/** Fills the list of kernels, where they are others than those in it, and chooses one; null is as written. */
export function fillKernels(select: HTMLSelectElement, kernels: readonly KernelItem[], chosen: string | null): void {
  const names = ['', ...kernels.map(({ name }) => name)];
  const isSame = names.length === select.options.length && names.every((name, i) => select.options[i]?.value === name);
  if (!isSame) {
    const options = kernels.map(({ name, detail }) => new Option(`${name}: ${detail}`, name));
    select.replaceChildren(new Option('As written', ''), ...options);
  }
  select.value = chosen ?? '';
}
