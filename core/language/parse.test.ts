import { describe, expect, test } from 'vitest';
import { OPERATIONS, type OperationWord } from './operations.ts';
import { parseProgram } from './parse.ts';
import { type Scenario, VERDICTS } from './program.ts';

/** The scenarios of a text without errors. */
function scenariosOf(text: string): readonly Scenario[] {
  const { scenarios, errors } = parseProgram(text);
  expect(errors).toEqual([]);
  return scenarios;
}

/** The last operation or expectation of a text, its ranges written as ADDRESSxPAGES. */
function check(text: string, expected: object): void {
  const last = scenariosOf(text)[0]?.statements.at(-1);
  const plain = JSON.parse(JSON.stringify(last?.operation ?? last?.expectation), (_, value) =>
    value !== null && typeof value === 'object' && 'pages' in value
      ? `0x${value.address.toString(16)}x${value.pages}`
      : value,
  );
  expect(plain).toEqual(expected);
}

const P = { process: 0, range: '0x1000x1' };
const OPERATION_TABLE: Record<OperationWord, [text: string, operation: object][]> = {
  process: [['process a', { kind: 'process', process: 1 }]],
  mmap: [
    ['mmap p1 0x1000', { kind: 'mmap', ...P, shared: false, file: null, protection: 'rw', huge: null }],
    [
      'mmap p1 0x1000 x4 r file f shared',
      { kind: 'mmap', process: 0, range: '0x1000x4', shared: true, file: 0, protection: 'r', huge: null },
    ],
    [
      'mmap p1 0x1000 private anon none',
      { kind: 'mmap', ...P, shared: false, file: null, protection: 'none', huge: null },
    ],
    [
      'mmap p1 0x200000 thp',
      { kind: 'mmap', process: 0, range: '0x200000x1', shared: false, file: null, protection: 'rw', huge: 'thp' },
    ],
  ],
  pread: [['pread f 0x1008', { kind: 'pread', file: 0, offset: 0x1008 }]],
  pwrite: [
    ['pwrite f 0 7', { kind: 'pwrite', file: 0, offset: 0, value: 7 }],
    ['pwrite f 0', { kind: 'pwrite', file: 0, offset: 0, value: null }],
  ],
  munmap: [['munmap p1 0x1000', { kind: 'munmap', ...P }]],
  mremap: [
    ['mremap p1 0x1000 to 0x9000', { kind: 'mremap', ...P, to: '0x9000x1' }],
    ['mremap p1 0x1000 x3 to 0x9000', { kind: 'mremap', process: 0, range: '0x1000x3', to: '0x9000x3' }],
  ],
  read: [
    ['read p1 0x1000', { kind: 'read', ...P }],
    ['pin p1 0x1000 as r; read r', { kind: 'read_reference', reference: 0, offset: 0 }],
    ['pin p1 0x1000 as r; read r +8', { kind: 'read_reference', reference: 0, offset: 8 }],
  ],
  write: [
    ['write p1 0x1000', { kind: 'write', ...P, value: null }],
    ["write p1 0x1000 'A'", { kind: 'write', ...P, value: 65 }],
    ["write p1 0x1000 '\\x00'", { kind: 'write', ...P, value: 0 }],
    ["write p1 0x1000 ';'", { kind: 'write', ...P, value: 59 }],
    ['pin p1 0x1000 as r; write r', { kind: 'write_reference', reference: 0, offset: 0, value: null }],
    ['pin p1 0x1000 as r; write r 5', { kind: 'write_reference', reference: 0, offset: 0, value: 5 }],
    ['pin p1 0x1000 as r; write r +0x10 5', { kind: 'write_reference', reference: 0, offset: 16, value: 5 }],
  ],
  fork: [
    ['fork p1', { kind: 'fork', process: 0, child: 1 }],
    ['fork p1 as a; fork a', { kind: 'fork', process: 1, child: 2 }],
  ],
  exec: [['exec p1', { kind: 'exec', process: 0 }]],
  exit: [['exit p1', { kind: 'exit', process: 0 }]],
  pin: [
    ['pin p1 0x1000', { kind: 'pin', ...P, write: true, longterm: false, fast: false, reference: 0 }],
    [
      'pin p1 0x1000 fast longterm read as r',
      { kind: 'pin', ...P, write: false, longterm: true, fast: true, reference: 0 },
    ],
  ],
  get: [
    ['get p1 0x1000', { kind: 'get', ...P, write: false, force: false, fast: false, reference: 0 }],
    ['get p1 0x1000 write force', { kind: 'get', ...P, write: true, force: true, fast: false, reference: 0 }],
  ],
  hold: [['hold p1 0x1000 as h', { kind: 'hold', ...P, reference: 0 }]],
  unpin: [
    ['pin p1 0x1000; unpin ref1', { kind: 'release', reference: 0 }],
    ['pin p1 0x1000; unpin p1 0x1000', { kind: 'release_at', ...P }],
  ],
  put: [
    ['get p1 0x1000; put ref1', { kind: 'release', reference: 0 }],
    ['get p1 0x1000; put p1 0x1000', { kind: 'release_at', ...P }],
  ],
  vmsplice: [['vmsplice p1 0x1000 as pipe', { kind: 'vmsplice', ...P, reference: 0 }]],
  io_uring_register: [['io_uring_register p1 0x1000', { kind: 'io_uring_register', ...P, reference: 0 }]],
  odirect_read: [['odirect_read p1 0x1000', { kind: 'odirect_read', ...P, reference: 0 }]],
  odirect_write: [['odirect_write p1 0x1000', { kind: 'odirect_write', ...P, reference: 0 }]],
  rdma_register: [
    ['rdma_register p1 0x1000', { kind: 'rdma_register', ...P, write: true, reference: 0 }],
    ['rdma_register p1 0x1000 read', { kind: 'rdma_register', ...P, write: false, reference: 0 }],
  ],
  process_vm_readv: [
    [
      'process a; process_vm_readv a from p1 0x1000',
      { kind: 'process_vm_readv', process: 1, target: 0, range: '0x1000x1' },
    ],
  ],
  process_vm_writev: [
    [
      'process a; process_vm_writev a to p1 0x1000 9',
      { kind: 'process_vm_writev', process: 1, target: 0, range: '0x1000x1', value: 9 },
    ],
  ],
  peek: [['peek p1 0x1000', { kind: 'peek', ...P }]],
  poke: [['poke p1 0x1000 9', { kind: 'poke', ...P, value: 9 }]],
  mprotect: [['mprotect p1 0x1000 none', { kind: 'mprotect', ...P, protection: 'none' }]],
  madvise: [['madvise p1 0x1000 populate_read', { kind: 'madvise', ...P, advice: 'populate_read' }]],
  clear_refs: [['clear_refs p1', { kind: 'clear_refs', process: 0 }]],
  uffd_wp: [['uffd_wp p1 0x1000 async', { kind: 'uffd_wp', ...P, mode: 'async' }]],
  uffd_rwp: [['uffd_rwp p1 0x1000 off', { kind: 'uffd_rwp', ...P, mode: 'off' }]],
  uffd_continue: [['uffd_continue p1 0x1000', { kind: 'uffd_continue', ...P }]],
  swapout: [['swapout p1 0x1000', { kind: 'swapout', ...P }]],
  reclaim: [['reclaim p1 0x1000 swapcache', { kind: 'reclaim', ...P, step: 'swapcache' }]],
  ksm: [['ksm', { kind: 'ksm' }]],
  migrate: [['migrate p1 0x1000', { kind: 'migrate', ...P }]],
  numa_hint: [['numa_hint p1 0x1000', { kind: 'numa_hint', ...P }]],
  split: [['split p1 0x1000', { kind: 'split', ...P }]],
  lock: [['lock p1 0x1000', { kind: 'lock', ...P }]],
  unlock: [['unlock p1 0x1000', { kind: 'unlock', ...P }]],
  drain: [['drain', { kind: 'drain' }]],
  cpu: [['cpu p1 1', { kind: 'cpu', process: 0, cpu: 1 }]],
};

describe('every operation', () => {
  test.each(Object.values(OPERATION_TABLE).flat())('%s', (text, operation) => check(text, operation));

  test('is in the table', () => {
    expect(Object.keys(OPERATION_TABLE)).toEqual(Object.keys(OPERATIONS));
  });
});

describe('addresses', () => {
  test.each([
    ['0x1008', '0x1008x1'],
    ['4096', '0x1000x1'],
    ['4K', '0x1000x1'],
    ['0x1_000', '0x1000x1'],
    ['0xABCdef', '0xabcdefx1'],
    ['0x1000..0x1fff', '0x1000x1'],
    ['0x1fff..0x2000', '0x1fffx2'],
    ['0x1000 .. 0x3000', '0x1000x3'],
    ['0x1008 x2', '0x1008x2'],
    ['0x7ffffffff000', '0x7ffffffff000x1'],
    ['buf', '0x5008x1'],
    ['buf+8', '0x5010x1'],
    ['buf + 0x1000', '0x6008x1'],
    ['buf x3', '0x5008x3'],
    ['buf..buf+0x1000', '0x5008x2'],
    ['x4', '0x8000x1'],
    ['x4 x4', '0x8000x4'],
    ['wide', '0x9000x4'],
    ['wide+0x1000', '0xa000x1'],
  ])('%s', (address, range) =>
    check(`let buf = 0x5008; let x4 = 0x8000; let wide = 0x9000 x4; peek p1 ${address}`, {
      kind: 'peek',
      process: 0,
      range,
    }),
  );
});

describe('expectations', () => {
  test.each<[string, object]>([
    [
      'expect p1 0x1000 page_count 2',
      { kind: 'page', process: 0, address: 0x1000, items: [{ attribute: 'page_count', number: 2 }] },
    ],
    [
      "expect p1 0x1000 value 'A', not dirty",
      {
        kind: 'page',
        process: 0,
        address: 0x1000,
        items: [
          { attribute: 'value', number: 65 },
          { flag: 'dirty', not: true },
        ],
      },
    ],
    [
      'fork p1; expect p1 0x1000 same p2 0x2000',
      { kind: 'same', differs: false, process: 0, address: 0x1000, process2: 1, address2: 0x2000 },
    ],
    [
      'fork p1; expect p1 0x1000 differs p2 0x1000',
      { kind: 'same', differs: true, process: 0, address: 0x1000, process2: 1, address2: 0x1000 },
    ],
    ['pin p1 0x1000 as r; expect r coherent', { kind: 'coherent', stale: false, reference: 0 }],
    ['pin p1 0x1000 as r; expect r stale', { kind: 'coherent', stale: true, reference: 0 }],
    [
      'pin p1 0x1000 as r; expect r +8 value 5',
      { kind: 'reference', reference: 0, offset: 8, items: [{ attribute: 'value', number: 5 }] },
    ],
    [
      'pin p1 0x1000 as value; expect value value 5',
      { kind: 'reference', reference: 0, offset: 0, items: [{ attribute: 'value', number: 5 }] },
    ],
    ...VERDICTS.map((verdict) => [`expect ${verdict}`, { kind: 'verdict', verdict }] as [string, object]),
  ])('%s', (text, expectation) => check(text, expectation));

  test.each([
    ['=> copy', ['copy']],
    ['=> copy, value 5', ['copy 5']],
    ['=> value 5, copy', ['copy 5']],
    ["=> 'A'", ['65']],
    ['=> copy on < 5.9, reuse', ['copy on < 5.9', 'reuse']],
    ['=> copy on < 5.9, >= 6.0, reuse on 5.10', ['copy on < 5.9, >= 6.0', 'reuse on 5.10']],
    ["=> 'B' on < 5.8, 'A' on >= 5.8", ['66 on < 5.8', '65 on >= 5.8']],
    ['=> 1 on 5.9..5.18, 2 on lts-6.1, 6.12', ['1 on 5.9..5.18', '2 on lts-6.1, 6.12']],
    ['=> copy on bit, mapcount, value 7', ['copy on bit, 5.7', '7']],
    ['=> copy, value 5 on all, eras', ['copy 5 on all, eras']],
  ])('%s', (tail, expected) => {
    const [scenario] = scenariosOf(`kernel bit = 5.10 with wp_reuse = never\nread p1 0x1000 ${tail}`);
    const text = scenario?.statements[0]?.outcomes.map(({ outcome, value, on }) => {
      const kernels = on?.patterns.map((pattern) => {
        if (pattern.kind === 'compare') return `${pattern.op} ${pattern.version}`;
        if (pattern.kind === 'range') return `${pattern.from}..${pattern.to}`;
        return pattern.kind === 'name' ? pattern.name : pattern.kind;
      });
      return [outcome, value, kernels && `on ${kernels.join(', ')}`]
        .filter((part) => part !== null && part !== undefined)
        .join(' ');
    });
    expect(text).toEqual(expected);
  });
});

describe('words of the language are good names', () => {
  test.each([
    'fork p1 as fork; write fork 0x1000; exit fork',
    'pin p1 0x1000 as read; read read +8; write read 5; unpin read',
    'let r = 0x1000; mprotect p1 r r; let read = 0x2000; pin p1 read read; let rw = 0x3000; mmap p1 rw rw',
    'mmap p1 0x1000 file file shared; pread file 0',
    'let on = 0x1000; write p1 on; expect p1 on present on 5.10',
    'process right; expect right 0x1000 not present; expect right on 5.10; let times = 0x1000; fork p1 as times times 2',
    'let as = 0x1000; pin p1 as as as; let x = 0x2000; read p1 x x2; let to = 0x3000; mremap p1 to to to+0x1000',
    'process expect; let value = 0x1000; expect expect value not present; kernel with = 5.10 with wp_reuse = never',
    'process a-b_c-1; race { thread race { write a-b_c-1 0x1000 } thread thread { drain } }',
  ])('%s', (text) => expect(scenariosOf(text)).toHaveLength(1));
});

describe('names without a name', () => {
  test('are the lowest never used, in the order of the text', () => {
    const [scenario] = scenariosOf(
      'fork p1; fork p1 as p4; fork p1 times 2; process p7; fork p1; fork p1\nget p1 0x1000 as ref2; pin p1 0x1000 as dma times 3; hold p1 0x1000',
    );
    expect(scenario?.processes).toEqual(['p1', 'p2', 'p4', 'p3', 'p5', 'p7', 'p6', 'p8']);
    expect(scenario?.references).toEqual(['ref2', 'dma', 'ref1', 'ref3', 'ref4']);
  });

  test('and fresh values count every write without one, repetitions too', () => {
    const [scenario] = scenariosOf(
      'write p1 0x1000; write p1 0x1000 5; poke p1 0x1000 times 3; pwrite f 0; write p1 0x1000',
    );
    expect(scenario?.statements.map(({ fresh }) => fresh)).toEqual([0, 1, 1, 4, 5]);
  });
});

test('pages that nothing maps start in p1, whoever names them', () => {
  const [scenario] = scenariosOf(
    'mmap p1 0x2000 x2; read p1 0x1000..0x4fff; fork p1; mremap p2 0x6000 to 0x8000; write p2 0x8000; expect p2 0x9000 value 0; munmap p1 0x5008',
  );
  expect(scenario?.initialPages).toEqual([0x1000, 0x4000, 0x5000, 0x6000, 0x9000]);
});

test('scenarios share what stands before the first, and nothing else', () => {
  const text =
    '\ufeffkernel 5.10\r\nlet a = 0x1000; fork p1\rscenario "one"; write p2 a => copy\nfork p1\n\nscenario "two \\"x\\""\nkernel 6.12; kernel k = 6.1 with wp_reuse = never\noption swap sync\npin p1 0x2000';
  const [one, two] = scenariosOf(text);
  expect(one).toMatchObject({
    title: 'one',
    line: 3,
    processes: ['p1', 'p2', 'p3'],
    initialPages: [0x1000],
    kernelWords: [{ word: '5.10' }],
    options: { swap_sync: false },
  });
  expect(two).toMatchObject({
    title: 'two "x"',
    line: 6,
    processes: ['p1', 'p2'],
    initialPages: [0x2000],
    references: ['ref1'],
    options: { swap_sync: true },
  });
  expect(two?.kernelWords.map(({ word }) => word)).toEqual(['6.12', 'k']);
  expect(two?.whatIfs).toMatchObject([
    { name: 'k', base: '6.1', changes: [['wp_reuse', 'never']], line: 7, column: 14 },
  ]);
  expect(one?.statements.map(({ line, text: words }) => [line, words])).toEqual([
    [2, 'fork p1'],
    [3, 'write p2 a => copy'],
    [4, 'fork p1'],
  ]);
});

test('columns count UTF-16 units, and a statement is told without its comment', () => {
  const [scenario] = scenariosOf(
    '\twrite p1 0x1000 \'#\' ; read p1 0x1000 => value 35 # "😀" ; x\nscenario "😀"; fork p1 // y'.replace(
      'scenario',
      'drain; fork p1 # ',
    ),
  );
  expect(scenario?.statements[0]).toMatchObject({ column: 2, endColumn: 21, text: "write p1 0x1000 '#'" });
  expect(scenario?.statements[1]).toMatchObject({ column: 24, endColumn: 50, text: 'read p1 0x1000 => value 35' });
});

test('a race tells its threads apart, and what one ends is not gone for the others', () => {
  const text =
    'race { thread a { fork p1 as c; exit c }\n  thread b { write c 0x1000 => copy\npin p1 0x1000 as r } }\nread r; race { thread a { drain } }';
  const [scenario] = scenariosOf(text);
  expect(scenario?.statements.map(({ race }) => race)).toEqual([
    { race: 0, thread: 0, name: 'a' },
    { race: 0, thread: 0, name: 'a' },
    { race: 0, thread: 1, name: 'b' },
    { race: 0, thread: 1, name: 'b' },
    null,
    { race: 1, thread: 0, name: 'a' },
  ]);
  expect(parseProgram(`${text}; read c 0x1000`).errors).toMatchObject([{ code: 'dead-process' }]);
});

test('lines end at LF, CRLF and CR, and at nothing else', () => {
  const { scenarios } = parseProgram('drain # \u2028 \u0085 \v\rdrain\r\n\ndrain');
  expect(scenarios[0]?.statements.map(({ line }) => line)).toEqual([1, 2, 4]);
});

test('names know where they are made and used', () => {
  const { names } = parseProgram(
    'let a = 0x1000; fork p1 as c\npin c a as r\nread r => copy on k; mmap p1 0x2000 file f\nkernel k = 5.10 with wp_reuse = never',
  );
  expect(
    names.map(
      ({ line, column, endColumn, name, space, role, id }) =>
        `${line}:${column}-${endColumn} ${space} ${name} ${role} ${id}`,
    ),
  ).toEqual([
    '1:5-6 address a definition -1',
    '1:22-24 process p1 use 0',
    '1:28-29 process c definition 1',
    '2:5-6 process c use 1',
    '2:7-8 address a use -1',
    '2:12-13 reference r definition 0',
    '3:6-7 reference r use 0',
    '3:19-20 kernel k use -1',
    '3:27-29 process p1 use 0',
    '3:42-43 file f definition 0',
  ]);
});
