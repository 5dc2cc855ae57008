import {
  allVersions,
  checkedEntry,
  checkedText,
  ERA_NAMES,
  eraOf,
  type Kernel,
  LONG_TERM_NAMES,
  nearest,
  resolveKernels,
  SWITCH_NAMES,
  type SwitchName,
  sourceOf,
  suggest,
  switchNamed,
  VERSIONS,
} from '@cowscope/core';
import { z } from 'zod';
import { answer, refusal } from '../answer.ts';
import { type AskedValue, askedUnder, valueText } from '../marks.ts';
import type { Tool } from './tool.ts';

const KERNELS_ARGUMENTS = {
  names: z
    .array(z.string(), { error: 'names has to be a list of kernels' })
    .optional()
    .describe(
      'Kernels whose rules are wanted: versions, eras, long-term names; of several only the rules in which they differ',
    ),
  rule: z
    .string({ error: 'rule has to be the name of a rule switch' })
    .optional()
    .describe('A rule switch: all its values, with versions, commits and sources'),
};

/** Says which kernels there are, and the rules of each. */
export const KERNELS_TOOL: Tool<typeof KERNELS_ARGUMENTS> = {
  name: 'kernels',
  title: 'Kernels and their rules',
  description:
    'Without arguments the kernels that can be simulated and the rule switches by which they differ; with `names` the rules of those kernels; with `rule` the history of one rule, with the commits that changed it.',
  arguments: KERNELS_ARGUMENTS,
  call: ({ names = [], rule }) => {
    if (rule !== undefined) return history(rule);
    if (names.length === 0) return overview();
    const { kernels, errors } = resolveKernels(names);
    const problems = errors.map(({ message }) => message);
    return kernels.length === 0 ? refusal(...problems) : rows(kernels, problems);
  },
};

function overview() {
  const eras = Object.entries(ERA_NAMES).map(([name, version]) => `${name} (= ${version})`);
  return answer(SWITCH_NAMES.flatMap(entriesOf), [
    [
      `Mainline versions ${VERSIONS[0]} to ${VERSIONS.at(-1)}; some rule changes at ${allVersions().join(', ')}.`,
      `Eras: ${eras.join(', ')}. Long-term kernels: ${LONG_TERM_NAMES.join(', ')}.`,
      'Sets: `eras` (nine versions that differ most), `all`.',
    ].join('\n'),
    ['Rule switches:', ...SWITCH_NAMES.map((name) => `${name}: ${switchNamed(name)?.doc}`)].join('\n- '),
  ]);
}

/** The values that a switch has on mainline kernels, each with its mark. */
function entriesOf(name: SwitchName): AskedValue[] {
  const entries = switchNamed(name)?.entries ?? [];
  return entries.map((entry) => ({ name, value: entry.value, checked: checkedEntry(name, entry) }));
}

function history(name: string) {
  const known = SWITCH_NAMES.find((one) => one === name);
  const rule = known && switchNamed(known);
  if (!known || !rule) return refusal(suggest(`no rule switch is called ${name}`, nearest(name, SWITCH_NAMES)).message);
  const lines = rule.entries.map((entry) => {
    const from = entry.versionBracketed ? `about ${entry.from}` : entry.from;
    return `from ${from}: ${entry.value}, ${rule.values[entry.value]} (${checkedText(checkedEntry(known, entry))}; ${sourceOf(rule, entry)})`;
  });
  return answer(entriesOf(known), [`${known}: ${rule.doc}`, lines.join('\n')]);
}

function rows(kernels: readonly Kernel[], problems: readonly string[]) {
  const names = SWITCH_NAMES.filter(
    (name) => kernels.length === 1 || new Set(kernels.map(({ rules }) => rules[name])).size > 1,
  );
  const valuesOf = (kernel: Kernel) => names.flatMap((name) => valueUnder(kernel, name));
  const texts = kernels.map((kernel) => {
    const title = `${kernel.name} (era ${eraOf(kernel.base)}, ${kernel.kind}):`;
    return [title, ...valuesOf(kernel).map(valueText)].join('\n- ');
  });
  return answer(kernels.flatMap(valuesOf), texts, problems);
}

/** The value of a switch under a kernel; nothing where the kernel is older than the switch. */
function valueUnder(kernel: Kernel, name: SwitchName): AskedValue[] {
  const value = kernel.rules[name];
  return value === null ? [] : [askedUnder(kernel, name, value)];
}
