import { describe, expect, test } from 'vitest';
import { parseProgram } from './parse.ts';
import { ERROR_CODES } from './program.ts';

/**
 * Errors of a text, where `[…]` marks the stretch of the first one: `CODE message | fix`. Marks are taken out before
 * parsing; a text without marks has no error.
 */
function check(marked: string, code: string | null, message = '', fix?: string): void {
  const lines = marked.split('\n');
  const line = lines.findIndex((text) => text.includes('⟦'));
  const column = (lines[line]?.indexOf('⟦') ?? 0) + 1;
  const endColumn = lines[line]?.indexOf('⟧') ?? 0;
  const { errors } = parseProgram(marked.replace(/[⟦⟧]/g, ''));
  const found = errors.map((error) => ({ ...error }));
  if (code === null) expect(found).toEqual([]);
  else {
    expect(found[0]).toMatchObject({ code, line: line + 1, column, endColumn });
    expect(found[0]?.message).toContain(message);
    expect(found[0]?.fix).toBe(fix);
    expect(found.length).toBe(1);
  }
}

const FIXES: [text: string, code: string, fix: string][] = [
  ['mprotect p1 0x1000 ⟦PROT_READ⟧', 'syntax', 'r'],
  ['mprotect p1 0x1000 ⟦PROT_READ|PROT_WRITE⟧', 'syntax', 'rw'],
  ['mprotect p1 0x1000 ⟦PROT_READ | PROT_WRITE⟧', 'syntax', 'rw'],
  ['mprotect p1 0x1000 ⟦ro⟧', 'syntax', 'r'],
  ['mmap p1 0x1000 ⟦PROT_NONE⟧', 'syntax', 'none'],
  ['mmap p1 0x1000 ⟦MAP_SHARED⟧', 'syntax', 'shared'],
  ['madvise p1 0x1000 ⟦MADV_DONTNEED⟧', 'syntax', 'dontneed'],
  ['madvise p1 0x1000 ⟦dontned⟧', 'syntax', 'dontneed'],
  ['write p1 ⟦0X1000⟧', 'bad-address', '0x1000'],
  ['write p1 ⟦1fff⟧', 'bad-address', '0x1fff'],
  ['option memlock ⟦64k⟧', 'bad-value', '64K'],
  ['⟦Write⟧ p1 0x1000', 'syntax', 'write'],
  ['⟦frok⟧ p1', 'syntax', 'fork'],
  ['⟦get_user_pages⟧ p1 0x1000', 'syntax', 'get'],
  ['⟦do_wp_page⟧ p1 0x1000', 'syntax', 'write'],
  ['kernel ⟦v6.12⟧', 'unknown-kernel', '6.12'],
  ['kernel ⟦5.10.7⟧', 'unknown-kernel', '5.10'],
  ['kernel ⟦6.12-rc3⟧', 'unknown-kernel', '6.12'],
  ['kernel ⟦mapcuont⟧', 'unknown-kernel', 'mapcount'],
  ['expect right on ⟦< v6.12⟧', 'unknown-kernel', '< 6.12'],
  ['kernel k = 5.10 with ⟦wp_resue⟧ = never', 'unknown-switch', 'wp_reuse'],
  ['kernel k = 5.10 with wp_reuse = ⟦nevr⟧', 'bad-value', 'never'],
  ['write p1 0x1000 ⟦\\⟧', 'syntax', ''],
  ['write⟦\u00a0⟧p1 0x1000', 'syntax', ' '],
  ['write p1 0x1000 ⟦"A"⟧', 'bad-value', "'A'"],
  ['write p1 0x1000 => ⟦cpoy⟧', 'syntax', 'copy'],
  ['write p1 0x1000 => ⟦SIGSEV⟧', 'syntax', 'SIGSEGV'],
  ['expect p1 0x1000 ⟦refcount⟧ 1', 'syntax', 'page_count'],
  ['expect p1 0x1000 not ⟦writeable⟧', 'syntax', 'writable'],
  ['expect ⟦wright⟧', 'syntax', 'right'],
  ['pin p1 0x1000 ⟦longtrem⟧', 'syntax', 'longterm'],
  ['pin p1 0x1000 ⟦X2⟧', 'bad-range', 'x2'],
  ['fork p1 as child; write ⟦chidl⟧ 0x1000', 'unknown-process', 'child'],
  ['pin p1 0x1000 as dma; unpin ⟦dmaa⟧', 'unknown-reference', 'dma'],
  ['pin p1 0x1000 as dma; write ⟦dmma⟧ 5', 'unknown-reference', 'dma'],
  ['let buf = 0x1000; write p1 ⟦bfu⟧', 'unknown-name', 'buf'],
  ['kernel k = 5.10 ⟦and⟧ wp_reuse = never', 'syntax', 'with'],
  ['option ⟦lru-batch⟧ on', 'syntax', 'lru_batch'],
];

describe('what newcomers type gets the right spelling', () => {
  test.each(FIXES)('%s', (text, code, fix) => check(text, code, '', fix));

  test('and the fix taken, the statement is right', () => {
    for (const [text, , fix] of FIXES) check(text.replace(/⟦.*⟧/, fix), null);
  });
});

const ERRORS: [text: string, code: string, message: string][] = [
  ['⟦@⟧', 'syntax', 'has no meaning here'],
  ['⟦{⟧', 'syntax', 'starts no statement'],
  ['⟦write⟧', 'syntax', 'A process is missing: write P A [VALUE]'],
  ['write ⟦p1⟧', 'syntax', 'An address is missing: write P A [VALUE]'],
  ['write p1 ⟦=⟧', 'syntax', 'no place here'],
  ['write p1 ⟦-⟧0x1000', 'syntax', 'no sign'],
  ['fork p1 as a⟦--⟧b', 'syntax', 'between two letters'],
  ['write p1 0x1000 5 ⟦6⟧', 'syntax', 'one too many'],
  ['write p1 0x1000 ⟦+⟧8', 'syntax', 'let'],
  ['write p1 0x1000 ⟦..⟧', 'syntax', 'An address is missing'],
  ['pin p1 0x1000 read ⟦write⟧', 'syntax', 'Only one of read, write'],
  ['pin p1 0x1000 ⟦as⟧', 'syntax', 'A name is missing'],
  ['fork p1 ⟦=>⟧', 'syntax', 'outcome or a value'],
  ['fork p1 => shared ⟦=>⟧ done', 'syntax', 'no place here'],
  ['fork p1 => shared on ⟦<⟧', 'syntax', 'version is expected'],
  ['fork p1 => shared on 5.10, 5.11 ⟦copy⟧', 'syntax', 'no place here'],
  ['scenario ⟦title⟧', 'syntax', 'double quotes'],
  ['scenario ⟦"title⟧', 'syntax', 'never closed'],
  ['let ⟦=⟧ 0x1000', 'syntax', 'A name is expected'],
  ['let a ⟦0x1000⟧', 'syntax', '= and an address'],
  ['⟦kernel⟧', 'syntax', 'A kernel is expected'],
  ['expect p1 0x1000 not ⟦page_count⟧ 1', 'syntax', 'not stands before flags'],
  ['expect p1 0x1000 present ⟦writable⟧', 'syntax', 'commas'],
  ['⟦thread a {⟧', 'syntax', 'inside a race'],
  ['⟦}⟧', 'syntax', 'No block is open'],
  ['⟦race {⟧', 'syntax', 'never closed'],
  ['race { ⟦write p1 0x1000⟧ }', 'syntax', 'stands in a thread'],
  ['race { thread a { ⟦expect right⟧ } }', 'syntax', 'after the }'],
  ['race { thread a { ⟦option swap sync⟧ } }', 'syntax', 'before the race'],
  ['race { thread a { } thread ⟦a⟧ { } }', 'name-taken', 'already a thread'],
  ['write ⟦p2⟧ 0x1000', 'unknown-process', 'make it with fork'],
  ['pin p1 0x1000 as r; fork ⟦r⟧', 'unknown-process', 'r is a reference'],
  ['fork p1; exit p2; write ⟦p2⟧ 0x1000', 'dead-process', 'has exited'],
  ['fork p1; exit p2; expect ⟦p2⟧ 0x1000 present', 'dead-process', 'has exited'],
  ['fork p1; ⟦exit p2 times 2⟧', 'dead-process', 'once'],
  ['unpin ⟦dma⟧', 'unknown-reference', 'take it with pin or get'],
  ['read ⟦dma⟧ +8', 'unknown-reference', 'take it with pin or get'],
  ['pin p1 0x1000 as r; unpin r; read ⟦r⟧', 'released-reference', 'has been released'],
  ['pin p1 0x1000 as r; ⟦put r times 2⟧', 'released-reference', 'once'],
  ['fork p1 as ⟦p1⟧', 'name-taken', 'another name'],
  ['fork p1; pin p1 0x1000 as ⟦p2⟧', 'name-taken', 'another name'],
  ['let a = 0x1000; let ⟦a⟧ = 0x2000', 'name-taken', 'another name'],
  ['kernel ⟦exclusive⟧ = 5.10 with wp_reuse = never', 'name-taken', 'another name'],
  ['kernel ⟦copy⟧ = 5.10 with wp_reuse = never', 'name-taken', 'another name'],
  ['write p1 ⟦buf⟧', 'unknown-name', 'let buf = 0x1000'],
  ['write p1 ⟦buf⟧; let buf = 0x1000', 'unknown-name', 'let buf = 0x1000'],
  ['write p1 ⟦0x800000000000⟧', 'bad-address', '2^47'],
  ['write p1 0x1000..⟦0x800000000000⟧', 'bad-range', '2^47'],
  ['write p1 ⟦0x7ffffffff000 x2⟧', 'bad-range', '2^47'],
  ['write p1 ⟦0x2000..0x1000⟧', 'bad-range', 'ends before it begins'],
  ['write p1 ⟦0x1000 x0⟧', 'bad-range', 'at least one page'],
  ['mremap p1 0x1000 x2 to ⟦0x5000..0x5fff⟧', 'bad-range', 'as long as the source'],
  ['expect p1 ⟦0x1000 x2⟧ present', 'bad-range', 'one page'],
  ['pin p1 0x1000 as r; read ⟦r⟧ +4096', 'bad-range', 'beyond'],
  ['write p1 0x1000 ⟦256⟧', 'bad-value', '0 to 255'],
  ["write p1 0x1000 ⟦'AB'⟧", 'bad-value', 'one byte'],
  ["write p1 0x1000 ⟦'é'⟧", 'bad-value', 'ASCII'],
  ["write p1 0x1000 ⟦'\\q'⟧", 'bad-value', 'escape'],
  ['fork p1 times ⟦0⟧', 'bad-value', 'at least once'],
  ['⟦cpu p1 5000⟧', 'bad-value', 'CPUs'],
  ['kernel ⟦10.1⟧', 'unknown-kernel', 'no kernel'],
  ['kernel k = 5.10 with ⟦unknown⟧ = 1', 'unknown-switch', 'no rule switch'],
  [
    'kernel k = 5.10 with write_gup_marks = nothing, ⟦fork_early_copy = marked⟧',
    'bad-combination',
    'needs write_gup_marks',
  ],
  ['⟦fork p1 times 4096⟧', 'limit', '4,096'],
  ['fork p1 times ⟦100001⟧', 'limit', '100,000'],
  ['⟦write p1 0x10000000..0x20000fff⟧', 'limit', '65,536'],
  ['⟦mmap p1 0 x65537⟧', 'limit', '65,536'],
  ['⟦pread f 256M⟧', 'limit', '65,536'],
];

describe('each error has its code, its place, and says what to do', () => {
  test.each(ERRORS)('%s', (text, code, message) => {
    const last = code === 'unknown-kernel' && text.includes('10.1') ? '7.3' : undefined;
    check(text, code, message, last);
  });

  test('every code of the language alone is here', () => {
    const shown = new Set([...FIXES, ...ERRORS].map(([, code]) => code));
    // Two codes depend on a run: a process that waits, and a page that is not mapped.
    expect(ERROR_CODES.filter((code) => !shown.has(code))).toEqual(['blocked-process', 'not-mapped']);
  });
});

test('a bad statement hides no other', () => {
  const { errors, scenarios } = parseProgram(
    'write p1; fork p1; frok p1; write p2 0x1000 => copy, , reuse; read p2 0x1000\nwrite p3 0x1000',
  );
  expect(errors.map(({ line, column, code }) => [line, column, code])).toEqual([
    [1, 7, 'syntax'],
    [1, 20, 'syntax'],
    [1, 54, 'syntax'],
    [2, 7, 'unknown-process'],
  ]);
  expect(scenarios[0]?.statements.map(({ text }) => text)).toEqual(['fork p1', 'read p2 0x1000']);
});

test('limits name their number, and what stays below them is read', () => {
  const many = parseProgram('read p1 0x1000\n'.repeat(100_001));
  expect(many.errors).toMatchObject([{ code: 'limit', line: 100_001, message: expect.stringContaining('100,000') }]);
  expect(many.scenarios[0]?.statements).toHaveLength(100_000);
  const again = parseProgram(`${'read p1 0x1000\n'.repeat(40_000)}${'scenario "x"\n'.repeat(1000)}`);
  expect(again.errors).toMatchObject([{ code: 'limit', line: 40_003, column: 1 }]);
  expect(again.scenarios).toHaveLength(1000);
  const long = parseProgram(`read p1 0x1000 # ${'x'.repeat(10_000)}\nread p1 0x1000`);
  expect(long.errors).toMatchObject([{ code: 'limit', line: 1, message: expect.stringContaining('10,000') }]);
  expect(long.scenarios[0]?.statements).toHaveLength(1);
  const pages = parseProgram('read p1 0x1000 x65536\nread p1 0x100000000\nread p1 0x2000');
  expect(pages.errors).toMatchObject([{ code: 'limit', line: 2 }]);
  expect(pages.scenarios[0]?.initialPages).toHaveLength(65_536);
  const mapped = parseProgram(
    'mmap p1 0 x65536; mmap p1 0x20000000 x65536; read p1 0x20000000 x65536; mmap p1 0x40000000 x33554432 thp',
  );
  expect(mapped.errors).toEqual([]);
});

test('cow-ignore silences a code on its line, or on the next from a line of its own', () => {
  expect(parseProgram('frok p1 # cow-ignore syntax').errors).toEqual([]);
  expect(parseProgram('# cow-ignore syntax\nfrok p1').errors).toEqual([]);
  expect(parseProgram('frok p1 // cow-ignore limit, syntax').errors).toEqual([]);
  expect(parseProgram('# cow-ignore syntax\n\nfrok p1').errors).toHaveLength(1);
  expect(parseProgram('frok p1 # cow-ignore limit').errors).toHaveLength(1);
});
