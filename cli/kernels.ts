import {
  allVersions,
  checkedEntry,
  checkedText,
  checkedUnder,
  commitsOf,
  eraOf,
  type Kernel,
  LONG_TERM_NAMES,
  type RuleSwitch,
  resolveKernels,
  SWITCH_NAMES,
  type SwitchEntry,
  type SwitchName,
  sourceOf,
  switchNamed,
  VERSIONS,
} from '@cowscope/core';
import { table, wrap } from './columns.ts';
import { EXIT, type Exit } from './exit.ts';
import type { Output } from './output.ts';

/** Columns of the table of rules: it is read in a terminal. */
const WIDTH = 100;

/**
 * `cowscope kernels`: without names the rule switches by version, with names the rows of those kernels. Every value comes
 * with its source and whether it has been compared with a real kernel.
 */
export function kernelsCommand(names: readonly string[], format: 'text' | 'json', output: Output): Exit {
  const { kernels, errors } = resolveKernels(names);
  for (const error of errors) output.err(`cowscope: ${error.message}\n`);
  if (format === 'json') output.out(`${JSON.stringify(asJson(names.length > 0 ? kernels : builtIn()), null, 2)}\n`);
  else if (names.length === 0) output.out(`${everySwitch()}\n`);
  else if (kernels.length > 0)
    output.out(`${kernels.length === 1 ? oneKernel(kernels[0] as Kernel) : beside(kernels)}\n`);
  return errors.length > 0 ? EXIT.wrong : EXIT.ok;
}

function builtIn(): Kernel[] {
  return resolveKernels([...VERSIONS, ...LONG_TERM_NAMES]).kernels;
}

/** The first version, with `?` where only the releases around it were read. */
function fromText(entry: SwitchEntry): string {
  return entry.versionBracketed ? `${entry.from}?` : entry.from;
}

function switches(): (readonly [SwitchName, RuleSwitch])[] {
  return SWITCH_NAMES.flatMap((name) => {
    const rule = switchNamed(name);
    return rule ? [[name, rule] as const] : [];
  });
}

function everySwitch(): string {
  const head = [
    `Mainline ${VERSIONS[0]} to ${VERSIONS[VERSIONS.length - 1]}, long-term ${LONG_TERM_NAMES.join(', ')}.`,
    ...wrap(`Versions at which some switch changes (kernel all): ${allVersions().join(' ')}`, WIDTH),
    'A ? marks a first version that only the releases around it vouch for.',
  ].join('\n');
  const sections = switches().map(([name, rule]) => {
    const rows = rule.entries.map((entry) => [
      fromText(entry),
      entry.value,
      checkedText(checkedEntry(name, entry)),
      sourceOf(rule, entry),
    ]);
    for (const value of rule.whatIf ?? []) rows.push(['what-if', value, 'on no kernel', '']);
    for (const value of rule.longTermOnly ?? [])
      rows.push(['long-term', value, '', 'see the rows of the long-term kernels']);
    return [name, ...wrap(rule.doc, WIDTH - 2).map((line) => `  ${line}`), ...table(rows, WIDTH, '    ')].join('\n');
  });
  return [head, ...sections].join('\n\n');
}

/** The entry that gives a kernel its value; nothing below the first, or where a long-term kernel differs. */
function entryOf(kernel: Kernel, name: SwitchName, rule: RuleSwitch): SwitchEntry | undefined {
  if (kernel.overrides[name] !== undefined) return undefined;
  const upTo = VERSIONS.slice(0, VERSIONS.indexOf(kernel.base) + 1);
  return rule.entries.findLast((entry) => upTo.includes(entry.from));
}

function oneKernel(kernel: Kernel): string {
  const kind = kernel.kind === 'mainline' ? `era ${eraOf(kernel.base)}` : `${kernel.kind}, from ${kernel.base}`;
  const rows = switches().map(([name, rule]) => {
    const value = kernel.rules[name];
    const entry = entryOf(kernel, name, rule);
    if (value === null) return [name, '–', '', '', ''];
    if (!entry) return [name, value, '', checkedText(checkedUnder(kernel, name)), 'back-port'];
    return [name, value, `since ${fromText(entry)}`, checkedText(checkedUnder(kernel, name)), commitsOf(rule, entry)];
  });
  return [`${kernel.name} (${kind})`, '', ...table(rows, WIDTH)].join('\n');
}

/** Several kernels side by side: a row a switch, `*` where they differ. */
function beside(kernels: readonly Kernel[]): string {
  const rows = switches().map(([name]) => {
    const values = kernels.map((kernel) => kernel.rules[name] ?? '–');
    return [new Set(values).size > 1 ? '*' : '', name, ...values];
  });
  return table([['', 'switch', ...kernels.map((kernel) => kernel.name)], ...rows], Number.POSITIVE_INFINITY).join('\n');
}

function asJson(kernels: readonly Kernel[]) {
  return {
    format: 1,
    switches: switches().map(([name, rule]) => ({
      name,
      ...rule,
      entries: rule.entries.map((entry) => ({ ...entry, checked: checkedEntry(name, entry) })),
    })),
    kernels: kernels.map(({ name, base, kind, rules }) => ({ name, base, kind, era: eraOf(base), rules })),
  };
}
