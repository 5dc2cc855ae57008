import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { resolveKernels } from '../kernel/index.ts';
import { parseProgram } from '../language/parse.ts';
import { runScenario } from '../scenario/run.ts';
import { IMPORT_STATEMENTS, type Imported, type ImportOptions, importStrace } from './strace.ts';
import { readTrace, splitArguments } from './strace-lines.ts';

const MAP = 'mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000001000';
const RING = 'io_uring_setup(4, {flags=0}) = 5';
const FIXED = 'io_uring_register(5, IORING_REGISTER_BUFFERS, [{iov_base=0x7f0000001000, iov_len=4096}], 1) = 0';
const FORK = 'clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x7fc8) = 11';

function imported(lines: readonly string[], options?: ImportOptions): Imported {
  const result = importStrace(lines.join('\n'), options);
  expect(parseProgram(result.text).errors).toEqual([]);
  return result;
}

/** The statements that a trace of process 10 becomes, without comments and `let`s. */
function check(lines: readonly string[], statements: readonly string[], options?: ImportOptions): Imported {
  const result = imported(
    lines.map((line) => (/^(\d|\[|\+|<)/.test(line) ? line : `10 ${line}`)),
    options,
  );
  expect(statementsOf(result)).toEqual(statements);
  return result;
}

function statementsOf({ text }: Imported): string[] {
  return text.split('\n').flatMap((line) => (/^(#|let|$)/.test(line) ? [] : [line.replace(/\s+#.*$/, '')]));
}

describe('lines', () => {
  test.each([
    ['10 close(3) = 0', 10, 'close', 0],
    ['[pid    10] close(3) = 0', 10, 'close', 0],
    ['close(3) = 0', 0, 'close', 0],
    ['10 12:34:56.789012 close(3) = 0', 10, 'close', 0],
    ['10 1732445678.123456 close(3) = 0 <0.000012>', 10, 'close', 0],
    ['10    0.000012 close(3</etc/passwd>) = 0', 10, 'close', 0],
    ['10 close(3) = -1 EBADF (Bad file descriptor)', 10, 'close', -1],
    ['10 exit_group(0) = ?', 10, 'exit_group', null],
    ['10 read(3, "a) = 7 \\" <unfinished ...>", 20) = 0x14', 10, 'read', 20],
  ])('%s', (line, pid, name, result) => {
    const { calls, unread } = readTrace(line);
    expect(unread).toEqual([]);
    expect(calls).toEqual([expect.objectContaining({ pid, name, result })]);
  });

  test('halves are joined, and stand where the call began', () => {
    const { calls } = readTrace('10 read(3,  <unfinished ...>\n11 close(4) = 0\n10 <... read resumed>"ab", 2) = 2');
    expect(calls).toMatchObject([
      { line: 1, end: 3, name: 'read', args: ['3', '"ab"', '2'], result: 2 },
      { line: 2, name: 'close' },
    ]);
  });

  test('what strace does not print is counted, signals and ends are not', () => {
    const text =
      '10 +++ exited with 0 +++\n10 --- SIGCHLD {si_signo=SIGCHLD} ---\nstrace: Process 11 attached\nhello\n\n';
    expect(readTrace(text)).toMatchObject({ calls: [], ends: [{ line: 1, pid: 10 }], unread: [4] });
  });

  test('commas in brackets and strings do not part arguments', () =>
    expect(splitArguments('4, [{iov_base="a,\\"b", iov_len=2}], 1')).toEqual([
      '4',
      '[{iov_base="a,\\"b", iov_len=2}]',
      '1',
    ]));
});

describe('import', () => {
  test('a fixed buffer, a fork, and no page that nothing refers to', () =>
    void check([MAP, RING, FIXED, FORK], ['io_uring_register p1 mem1 as fixed1', 'fork p1 as p2']));

  test('a child that runs before its fork is seen to end', () =>
    void check(
      [
        MAP,
        RING,
        FIXED,
        'clone(child_stack=NULL, flags=SIGCHLD <unfinished ...>',
        '11 munmap(0x7f0000001000, 4096) = 0',
        '10 <... clone resumed>) = 11',
      ],
      ['io_uring_register p1 mem1 as fixed1', 'fork p1 as p2', 'munmap p2 mem1'],
    ));

  test('threads and vfork share memory, until the other program', () =>
    void check(
      [
        MAP,
        RING,
        FIXED,
        'clone3({flags=CLONE_VM|CLONE_FS|CLONE_THREAD, exit_signal=0}, 88) = 12',
        '12 mprotect(0x7f0000001000, 4096, PROT_READ) = 0',
        'vfork() = 13',
        '13 execve("/bin/ls", ["ls"], 0x7ff /* 3 vars */) = 0',
        '13 munmap(0x7f0000001000, 4096) = 0',
        '13 exit_group(0) = ?',
        '10 exit_group(0) = ?',
      ],
      ['io_uring_register p1 mem1 as fixed1', 'mprotect p1 mem1 r', 'exit p1', 'unpin fixed1'],
    ));

  test('vmsplice: the address in the trace, else that of the munmap that follows, else none', () => {
    const pipe = 'pipe2([3, 4], 0) = 0';
    check(
      [
        MAP,
        pipe,
        'vmsplice(4, [{iov_base=0x7f0000002000, iov_len=4096}], 1, 0) = 4096',
        'read(3, "a", 1) = 1',
        'read(3, "b"..., 4095) = 4095',
      ],
      ['vmsplice p1 mem1 as pipe1', 'read pipe1', 'read pipe1', 'unpin pipe1'],
    );
    const guessed = check(
      [
        MAP,
        pipe,
        'vmsplice(4, [{iov_base="aaa"..., iov_len=4096}], 1, 0) = 4096',
        'munmap(0x7f0000001000, 4096) = 0',
        'close(3) = 0',
      ],
      ['vmsplice p1 mem1 as pipe1', 'munmap p1 mem1', 'unpin pipe1'],
    );
    expect(guessed.text).toContain('the address is that of the munmap that follows');
    const none = check([MAP, pipe, 'vmsplice(4, [{iov_base="aaa"..., iov_len=4096}], 1, 0) = 4096'], []);
    expect(none).toMatchObject({
      text: '',
      left: [expect.stringContaining('line 3: vmsplice: strace shows the bytes')],
    });
  });

  test('a file read past the page cache; a plain read only touches what matters', () =>
    void check(
      [
        MAP,
        'openat(AT_FDCWD, "f", O_RDONLY|O_DIRECT) = 3',
        'read(0x3, 0x7f0000001000, 0x1000) = 0x1000',
        'openat(AT_FDCWD, "g", O_RDONLY) = 4',
        'read(0x4, 0x7f0000001010, 0x10) = 0x10',
        'read(0x4, 0x7f0000002000, 0x10) = 0x10',
        'write(0x1, 0x7f0000001000, 0x1) = 0x1',
      ],
      ['odirect_read p1 mem1 as dio1', 'write dio1', 'unpin dio1', 'write p1 mem1+0x10', 'read p1 mem1'],
    ));

  test('an O_DIRECT read whose buffer is not shown is listed', () =>
    expect(imported(['open("f", O_RDWR|O_DIRECT) = 3', 'read(3, "abc"..., 512) = 512']).left).toEqual([
      "line 2: an O_DIRECT read without its buffer's address; record with -e raw=read,write,pread64,pwrite64",
    ]));

  test('other processes: process_vm_*, /proc/PID/mem', () =>
    void check(
      [
        MAP,
        FORK,
        '11 process_vm_readv(10, [{iov_base="a", iov_len=1}], 1, [{iov_base=0x7f0000001008, iov_len=1}], 1, 0) = 1',
        '11 process_vm_writev(10, [{iov_base="a", iov_len=1}], 1, [{iov_base=0x7f0000001000, iov_len=1}], 1, 0) = 1',
        '11 openat(AT_FDCWD, "/proc/10/mem", O_RDWR) = 3',
        '11 pwrite64(3, "x", 1, 139637976731648) = 1',
      ],
      ['fork p1 as p2', 'process_vm_readv p2 from p1 mem1+0x8', 'process_vm_writev p2 to p1 mem1', 'poke p1 mem1'],
    ));

  test('userfaultfd', () =>
    void check(
      [
        MAP,
        'userfaultfd(O_CLOEXEC) = 3',
        'ioctl(3, UFFDIO_API, {api=0xaa, features=0}) = 0',
        'ioctl(3, UFFDIO_WRITEPROTECT, {range={start=0x7f0000001000, len=0x1000}, mode=UFFDIO_WRITEPROTECT_MODE_WP}) = 0',
        'ioctl(3, UFFDIO_WRITEPROTECT, {range={start=0x7f0000001000, len=0x1000}, mode=0}) = 0',
      ],
      ['uffd_wp p1 mem1 on', 'uffd_wp p1 mem1 off'],
    ));

  test('mappings: shared, of files, moved, at the same place again', () =>
    void check(
      [
        MAP,
        'madvise(0x7f0000001000, 4096, MADV_DONTFORK) = 0',
        'mremap(0x7f0000001000, 4096, 4096, MREMAP_MAYMOVE|MREMAP_FIXED, 0x7f0000009000) = 0x7f0000009000',
        'openat(AT_FDCWD, "data", O_RDWR) = 3',
        'mmap(0x7f0000001000, 4096, PROT_READ, MAP_SHARED|MAP_FIXED, 3, 0) = 0x7f0000001000',
        'madvise(0x7f0000009000, 4096, MADV_RANDOM) = 0',
      ],
      [
        'mmap p1 mem1',
        'write p1 mem1',
        'madvise p1 mem1 dontfork',
        'mremap p1 mem1 to mem2',
        'mmap p1 mem1 shared file file1 r',
      ],
    ));

  test('a large buffer is cut, and that is said', () => {
    const large = 'io_uring_register(5, IORING_REGISTER_BUFFERS, [{iov_base=0x7f0000100000, iov_len=67108864}], 1) = 0';
    const result = check(
      [RING, large],
      ['mmap p1 mem1 x16', 'write p1 mem1 x16', 'io_uring_register p1 mem1 x16 as fixed1'].slice(2),
    );
    expect(result.left).toEqual(['line 2: only the first 16 of the 16384 pages of this buffer are kept']);
  });

  test('calls that failed are no calls, and what has no operation is listed once', () => {
    const result = check(
      [
        MAP,
        RING,
        FIXED.replace('= 0', '= -1 EFAULT (Bad address)'),
        FIXED,
        'splice(3, NULL, 4, NULL, 1, 0) = 1',
        'splice(3, NULL, 4, NULL, 1, 0) = 1',
      ],
      ['io_uring_register p1 mem1 as fixed1'],
    );
    expect(result.left).toEqual(['lines 5, 6: splice: there is no such operation']);
    expect(result.text).toContain('# Not carried over:\n#   lines 5, 6: splice');
  });

  test('a process that is killed, and a number that another process gets', () =>
    void check(
      [MAP, RING, FIXED, FORK, '11 +++ killed by SIGKILL +++', FORK, '11 munmap(0x7f0000001000, 4096) = 0'],
      ['io_uring_register p1 mem1 as fixed1', 'fork p1 as p2', 'exit p2', 'fork p1 as p3', 'munmap p3 mem1'],
    ));

  test('the writes of a parent, where one assumes them: when it next runs', () =>
    void check(
      [MAP, RING, FIXED, FORK, 'wait4(11, NULL, 0, NULL) = 11', 'getpid() = 10'],
      ['io_uring_register p1 mem1 as fixed1', 'fork p1 as p2', 'write p1 mem1'],
      { assumeWrites: true },
    ));

  test('another program in a process of its own', () =>
    void check(
      [
        MAP,
        FORK,
        '11 execve("/bin/x", ["x"], 0x7ff /* 3 vars */) = 0',
        '11 madvise(0x7f0000001000, 4096, MADV_MERGEABLE) = 0',
      ],
      [
        'mmap p1 mem1',
        'write p1 mem1',
        'fork p1 as p2',
        'exec p2',
        'mmap p2 mem1',
        'write p2 mem1',
        'madvise p2 mem1 mergeable',
      ],
    ));

  test('a trace without end is cut, and that is said', () => {
    const result = imported([
      `10 ${MAP}`,
      `10 ${RING}`,
      `10 ${FIXED}`,
      ...Array.from({ length: IMPORT_STATEMENTS }, () => '10 mprotect(0x7f0000001000, 4096, PROT_READ) = 0'),
    ]);
    expect(result.statements).toBe(IMPORT_STATEMENTS);
    expect(result.left).toEqual([expect.stringContaining(`the scenario ends after ${IMPORT_STATEMENTS} statements`)]);
  });

  test.each([
    '',
    'hello\nworld',
    '10 close(3) = 0',
    '\u0000\u0001((((',
    '10 mmap(',
    '10 mmap() = 0',
    '10 <... mmap resumed>) = 0x1000',
    '10 madvise(0x0, 4096, MADV_DONTFORK) = 0',
    '10 madvise(0xffffffffff600000, 4096, MADV_DONTFORK) = 0',
    '10 constructor() = 0',
  ])('nothing comes of %j, and nothing is thrown', (text) =>
    expect(importStrace(text)).toMatchObject({ text: '', statements: 0 }),
  );
});

describe('the example', () => {
  const folder = new URL('../../examples/import/', import.meta.url);
  const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');

  test('is what the import makes of the trace, and what was added by hand', () => {
    const { text, left } = importStrace(read('snapshot.strace'), { assumeWrites: true });
    const [made = ''] = read('snapshot.cow').split(/\n.*# by hand, from here on/);
    const lines = made.split('\n').filter((line) => !line.includes('# by hand'));
    expect(lines.join('\n').trimEnd()).toBe(text.trimEnd());
    expect(left).toEqual([]);
  });

  test('shows what the program met: a leak through the pipe, then a lost write to its fixed buffer', () => {
    const [scenario] = parseProgram(read('snapshot.cow')).scenarios;
    const found = resolveKernels(['eras']).kernels.map((kernel) => runScenario(scenario!, kernel).verdict);
    expect(found).toEqual(['leak', 'right', 'lost', 'lost', 'lost', 'right', 'right', 'right', 'right']);
  });
});
