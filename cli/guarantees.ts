/** `cowscope guarantees`: the map of what every kernel gets wrong, found by search, as a page of Markdown. */
import {
  type CheckedClaim,
  CLAIMS,
  checkClaim,
  DEFAULT_SPACE,
  disagreements,
  eraOf,
  HARMS,
  type Harm,
  type Kernel,
  type KernelMap,
  MEMORIES,
  mapKernel,
  mapSpace,
  NO_WRITE_GET,
  readAlphabet,
  type Search,
  searchNow,
} from '@cowscope/core';
import { EXIT, type Exit } from './exit.ts';
import type { Output } from './output.ts';
import { kernelsNamed } from './search.ts';

/** Which kernels, and how far. */
export interface GuaranteesArguments {
  readonly kernel: readonly string[];
  readonly length: number;
}

/** `cowscope guarantees`: searches every kernel for every harm on every memory, checks the claims, and prints the page. */
export function guaranteesCommand({ kernel: words, length }: GuaranteesArguments, output: Output): Exit {
  const named = words.length === 0 ? ['all'] : words;
  const kernels = kernelsNamed(named, [], output);
  if (kernels === null) return EXIT.wrong;
  const mapOf = (alphabet: string) => kernels.map((kernel) => mapKernel(kernel, length, alphabet, searchNow));
  const all = mapOf(DEFAULT_SPACE.alphabet);
  const pinned = mapOf(NO_WRITE_GET);
  const claims = CLAIMS.map((claim) => checkClaim(claim, kernels, searchNow));
  const parts = [
    heading(named, length),
    searched(length),
    `## Harms by version\n\n${HARMS_WORDS}\n\n${harmsByVersion(all)}`,
    `## Harms by version, without a write GET\n\n${PINNED_WORDS}\n\n${harmsByVersion(pinned)}`,
    claimsTable(claims, kernels),
    `## The shortest scenarios\n\n${witnesses(all, [])}`,
    `## The shortest scenarios, without a write GET\n\nThose that do not stand above.\n\n${witnesses(pinned, all)}`,
    `## How much that was\n\n${EXHAUSTED_WORDS}\n\n${exhausted(all)}\n\nWithout a write GET:\n\n${exhausted(pinned)}`,
  ];
  output.out(`${parts.join('\n\n')}\n`);
  return EXIT.ok;
}

const HARMS_WORDS = `A harm with the number of statements of the shortest scenario that shows it, beside those that make the
memory; – where none was found.`;

const PINNED_WORDS = `No kernel keeps what was taken by a write GET (\`get write\`) coherent over a fork, and that
alone is a lost write and a leak of three statements everywhere. So this is the map without it: what pins, read
references and plain memory guarantee.`;

const EXHAUSTED_WORDS = `Statements searched whole: scenarios run / states told apart. It is fewer statements where all three harms were
found before.`;

function heading(named: readonly string[], length: number): string {
  const command = `npx cowscope guarantees --kernel ${named.join(',')} --length ${length} > docs/guarantees.md`;
  return `# What each kernel guarantees, and what it gets wrong

<!-- Made by the command below; edits are lost. -->

Made by \`${command}\`.

Every scenario of up to so many statements was run on every kernel, those left out that lead to a state met before
([search.md](search.md) says what a state is). A harm that is not named here is not to be had with these statements on
this kernel of the simulation; one that is named stands below as the shortest scenario that shows it.`;
}

function searched(length: number): string {
  const rows = MEMORIES.map((memory) => `| ${memory} | ${MEMORY_WORDS[memory]} | ${mapSpace(memory, length).length} |`);
  const { letters } = readAlphabet(DEFAULT_SPACE.alphabet);
  const { processes, pages, references } = DEFAULT_SPACE;
  return `## What was searched

The alphabet: ${letters.map(({ name }) => `\`${name}\``).join(', ')}.

\`P\` is any process, \`R\` any reference. At most ${processes} processes, ${pages} page and ${references} references at once; nobody writes through a
reference that was taken for reading.

| memory | what a scenario starts with | statements |
| --- | --- | --- |
${rows.join('\n')}`;
}

const MEMORY_WORDS = {
  written: 'private anonymous memory, written once',
  fresh: 'private anonymous memory, untouched',
  file: 'a private mapping of a file',
  shared: 'shared anonymous memory',
  thp: 'a transparent huge page, written once',
  hugetlb: 'a hugetlb page, written once',
} as const;

/** Names of kernels that follow each other among those asked, as ranges. */
function ranges(some: readonly Kernel[], all: readonly Kernel[]): string {
  const parts: string[] = [];
  for (let i = 0; i < all.length; i++) {
    if (!some.includes(all[i]!)) continue;
    let end = i;
    while (end + 1 < all.length && some.includes(all[end + 1]!)) end++;
    parts.push(end === i ? all[i]!.name : `${all[i]!.name} – ${all[end]!.name}`);
    i = end;
  }
  return parts.length === 0 ? 'none' : parts.join(', ');
}

function harmsOf({ witnesses }: Search): string {
  const found = HARMS.flatMap((harm) => witnesses.find(({ shows }) => shows === harm) ?? []);
  return found.length === 0 ? '–' : found.map(({ shows, length }) => `${shows} ${length}`).join(', ');
}

/** One row for kernels that follow each other and have the same harms. */
function harmsByVersion(maps: readonly KernelMap[]): string {
  const rows: { first: Kernel; last: Kernel; cells: string }[] = [];
  for (const { kernel, searches } of maps) {
    const cells = searches.map(harmsOf).join(' | ');
    const before = rows.at(-1);
    if (before?.cells === cells) before.last = kernel;
    else rows.push({ first: kernel, last: kernel, cells });
  }
  const lines = rows.map(({ first, last, cells }) => {
    const eras = [...new Set([eraOf(first.base), eraOf(last.base)])].join(' – ');
    return `| ${first === last ? first.name : `${first.name} – ${last.name}`} | ${eras} | ${cells} |`;
  });
  return `| kernel | era | ${MEMORIES.join(' | ')} |
| --- | --- | ${MEMORIES.map(() => '---').join(' | ')} |
${lines.join('\n')}`;
}

/** The shortest scenarios, each once, with all the kernels on which it is the one; without those that `told` has. */
function witnesses(maps: readonly KernelMap[], told: readonly KernelMap[]): string {
  const all = maps.map(({ kernel }) => kernel);
  const known = new Set(told.flatMap(witnessTexts));
  return HARMS.map((harm) => `### ${harm}\n\n${witnessesOf(harm, maps, all, known)}`).join('\n\n');
}

function witnessTexts({ searches }: KernelMap): string[] {
  return searches.flatMap(({ witnesses: some }) => some.map(({ text }) => text));
}

function witnessesOf(harm: Harm, maps: readonly KernelMap[], all: readonly Kernel[], known: Set<string>): string {
  const found = new Map<string, { kernels: Kernel[]; memory: string }>();
  for (const { kernel, searches } of maps) {
    for (const { witnesses: some, question } of searches) {
      const whole = some.find(({ shows }) => shows === harm)?.text;
      if (whole === undefined || known.has(whole)) continue;
      const text = whole.replace(/^#.*\nkernel .*\n+/, '').trimEnd();
      const same = found.get(text);
      if (same) same.kernels.push(kernel);
      else found.set(text, { kernels: [kernel], memory: question.space.memory });
    }
  }
  const blocks = [...found].map(([text, { kernels, memory }]) => {
    const names = kernels.map(({ name }) => name).join(' ');
    return `${memory} memory, ${ranges(kernels, all)}:\n\n\`\`\`cow\nkernel ${names}\n\n${text}\n\`\`\``;
  });
  return blocks.length === 0 ? 'None.' : blocks.join('\n\n');
}

function claimsTable(claims: readonly CheckedClaim[], all: readonly Kernel[]): string {
  const rows = claims.map((checked) => {
    const { claim, space, found } = checked;
    const on = found.filter(({ search }) => search.answer === 'found').map(({ kernel }) => kernel);
    const { more, fewer } = disagreements(checked);
    const agrees = [
      more.length > 0 ? `also on ${ranges(more, all)}` : '',
      fewer.length > 0 ? `not on ${ranges(fewer, all)}` : '',
    ].filter((text) => text !== '');
    const where = [
      `\`${space.alphabet}\``,
      ...(space.memory === 'written' ? [] : [`${space.memory} memory`]),
      ...space.options.map((option) => `\`option ${option}\``),
      `up to ${space.length}`,
    ];
    return `| ${claim.harm} | ${claim.says} | ${where.join(', ')} | ${ranges(on, all)} | ${agrees.length === 0 ? 'yes' : `**${agrees.join('; ')}**`} |`;
  });
  return `## What the sources say, and what the search finds

What the mails and commits behind [the rules](rules.md) say that an era gets wrong, each as a search in an alphabet that
can write it. "Agrees" compares with every kernel, those too on which it must not be found.

| harm | what is said | searched | found on | agrees |
| --- | --- | --- | --- | --- |
${rows.join('\n')}`;
}

function exhausted(maps: readonly KernelMap[]): string {
  const cell = ({ levels }: Search): string => {
    const scenarios = levels.reduce((sum, level) => sum + level.scenarios, 0);
    const states = levels.reduce((sum, level) => sum + (level.states ?? 0), 1);
    return `${levels.length}: ${scenarios} / ${states}`;
  };
  const rows = maps.map(({ kernel, searches }) => `| ${kernel.name} | ${searches.map(cell).join(' | ')} |`);
  return `| kernel | ${MEMORIES.join(' | ')} |
| --- | ${MEMORIES.map(() => '---').join(' | ')} |
${rows.join('\n')}`;
}
