/** What the calls of a trace do to memory, as events of processes, with files and pipes followed through their descriptors. */
import { buffersIn, fieldIn, numberIn, readTrace, type TracedCall } from './strace-lines.ts';

/** A stretch of addresses in bytes. */
export interface Stretch {
  readonly address: number;
  readonly length: number;
}

/** Something that happened to memory. `process` and `target` are numbers of processes, `0` the first of the trace. */
export type MemoryEvent = { readonly line: number; readonly process: number } & (
  | { readonly kind: 'fork'; readonly child: number }
  | { readonly kind: 'start' }
  | { readonly kind: 'exec' }
  | { readonly kind: 'exit' }
  | { readonly kind: 'runs' }
  | {
      readonly kind: 'mmap';
      readonly at: Stretch;
      readonly shared: boolean;
      readonly file: string | null;
      readonly protection: 'none' | 'r' | 'rw';
    }
  | { readonly kind: 'munmap'; readonly at: Stretch }
  | { readonly kind: 'mremap'; readonly at: Stretch; readonly to: number }
  | { readonly kind: 'mprotect'; readonly at: Stretch; readonly protection: 'none' | 'r' | 'rw' }
  | { readonly kind: 'madvise'; readonly at: Stretch; readonly advice: string }
  /** A reference is taken: `name` calls it from here on. */
  | {
      readonly kind: 'take';
      readonly at: Stretch;
      readonly word: string;
      readonly name: string;
      readonly guessed: boolean;
    }
  /** Something goes through a reference. */
  | { readonly kind: 'through'; readonly name: string; readonly writes: boolean }
  | { readonly kind: 'release'; readonly name: string }
  | { readonly kind: 'remote'; readonly target: number; readonly at: Stretch; readonly word: string }
  | { readonly kind: 'uffd'; readonly at: Stretch; readonly word: string; readonly mode: string }
  /** The kernel reads or writes a buffer for a read(2) or write(2). */
  | { readonly kind: 'touch'; readonly at: Stretch; readonly writes: boolean }
);

/** A call that could not be carried over, with the reason. */
export interface LeftOut {
  readonly line: number;
  readonly text: string;
}

/** A trace as events. */
export interface TracedEvents {
  readonly events: readonly MemoryEvent[];
  /** By process: the pid it had first. */
  readonly pids: readonly number[];
  readonly left: readonly LeftOut[];
  readonly unread: readonly number[];
  readonly calls: number;
}

/** What a file descriptor leads to. */
type Opened =
  | { readonly kind: 'file'; readonly path: string; readonly direct: boolean }
  | { readonly kind: 'pipe'; readonly pipe: Pipe; readonly reads: boolean }
  | { readonly kind: 'ring'; readonly ring: Ring }
  | { readonly kind: 'uffd'; readonly process: number }
  | { readonly kind: 'memory'; readonly pid: number };

/** The spliced pages that wait in a pipe. */
interface Pipe {
  readonly pages: { readonly name: string; left: number }[];
}

/** The fixed buffers of an io_uring. */
interface Ring {
  readonly buffers: string[];
}

/** A reader of calls: what is known so far. */
class Reader {
  readonly events: MemoryEvent[] = [];
  readonly left: LeftOut[] = [];
  /** By thread: its process. */
  readonly processOf = new Map<number, number>();
  /** Threads that share memory until they run another program (vfork). */
  private readonly borrowed = new Set<number>();
  /** By process: what its descriptors lead to. */
  private readonly files: Map<number, Opened>[] = [];
  readonly pids: number[] = [];
  private references = 0;
  readonly calls: readonly TracedCall[];

  constructor(calls: readonly TracedCall[]) {
    this.calls = calls;
  }

  /** The process of a thread; one that was never forked in the trace is one of its own. */
  process(pid: number): number {
    const known = this.processOf.get(pid);
    if (known !== undefined) return known;
    return this.make(pid, new Map());
  }

  private make(pid: number, files: Map<number, Opened>): number {
    const process = this.files.push(files) - 1;
    this.pids.push(pid);
    this.processOf.set(pid, process);
    return process;
  }

  opened(pid: number, fd: number | null): Opened | undefined {
    return fd === null ? undefined : this.files[this.process(pid)]?.get(fd);
  }

  open(pid: number, fd: number, opened: Opened): void {
    this.files[this.process(pid)]?.set(fd, opened);
  }

  leave(line: number, text: string): void {
    this.left.push({ line, text });
  }

  reference(prefix: string): string {
    return `${prefix}${++this.references}`;
  }

  /** A thread, or a child with memory of its own. */
  fork({ line, pid }: TracedCall, child: number, shares: { memory: boolean; thread: boolean }): void {
    const process = this.process(pid);
    if (shares.memory) {
      this.processOf.set(child, process);
      if (!shares.thread) this.borrowed.add(child);
      return;
    }
    const made = this.make(child, new Map(this.files[process]));
    this.events.push({ kind: 'fork', line, process, child: made });
  }

  /** The program is replaced. A child that borrowed its parent's memory gets one of its own. */
  exec({ line, pid }: TracedCall): void {
    if (this.borrowed.delete(pid)) {
      const made = this.make(pid, new Map(this.files[this.process(pid)]));
      this.events.push({ kind: 'start', line, process: made });
    } else this.events.push({ kind: 'exec', line, process: this.process(pid) });
  }

  /** The last thread of a process, or all at once. */
  exit(line: number, pid: number): void {
    if (this.borrowed.delete(pid)) return void this.processOf.delete(pid);
    const process = this.process(pid);
    this.events.push({ kind: 'exit', line, process });
    for (const fd of [...(this.files[process]?.keys() ?? [])]) this.close(line, process, fd);
  }

  close(line: number, process: number, fd: number): void {
    const opened = this.files[process]?.get(fd);
    this.files[process]?.delete(fd);
    if (opened?.kind === 'ring' && !this.isOpen((one) => one.kind === 'ring' && one.ring === opened.ring))
      this.release(line, process, opened.ring.buffers);
    if (opened?.kind === 'pipe' && !this.isOpen((one) => one.kind === 'pipe' && one.reads && one.pipe === opened.pipe))
      this.release(
        line,
        process,
        opened.pipe.pages.splice(0).map(({ name }) => name),
      );
  }

  release(line: number, process: number, names: string[]): void {
    for (const name of names.splice(0)) this.events.push({ kind: 'release', line, process, name });
  }

  private isOpen(is: (opened: Opened) => boolean): boolean {
    return this.files.some((files) => [...files.values()].some(is));
  }
}

/** Reads a trace. Never throws. */
export function readEvents(text: string): TracedEvents {
  const { calls, ends, unread } = readTrace(text);
  const reader = new Reader(calls);
  const gone = [...ends];
  for (const [index, call] of calls.entries()) {
    while (gone[0] && gone[0].line < call.line) endOf(reader, gone.shift() as (typeof ends)[number]);
    readCall(reader, call, index);
  }
  for (const end of gone) endOf(reader, end);
  const { events, pids, left } = reader;
  return { events, pids, left, unread, calls: calls.length };
}

/** A process ended without a call that says so: it was killed. */
function endOf(reader: Reader, { line, pid }: { line: number; pid: number }): void {
  const process = reader.processOf.get(pid);
  const others = [...reader.processOf].some(([other, its]) => other !== pid && its === process);
  if (
    process !== undefined &&
    !others &&
    !reader.events.some((event) => event.kind === 'exit' && event.process === process)
  )
    reader.exit(line, pid);
  reader.processOf.delete(pid);
}

function readCall(reader: Reader, call: TracedCall, index: number): void {
  const failed = call.result !== null && call.result < 0;
  if (call.name === 'exit_group') return reader.exit(call.line, call.pid);
  if (failed) return;
  const makes = Object.hasOwn(PROCESSES, call.name) ? PROCESSES[call.name] : undefined;
  if (makes) makes(reader, call);
  else {
    if (!/^(wait4|waitid|waitpid|set_robust_list|rt_sig|futex|rseq)/.test(call.name))
      reader.events.push({ kind: 'runs', line: call.line, process: reader.process(call.pid) });
    const read = Object.hasOwn(MEMORY, call.name) ? MEMORY[call.name] : undefined;
    if (read) read(reader, call, index);
    else if (UNTOLD.test(call.name)) reader.leave(call.line, `${call.name}: there is no such operation`);
  }
}

type Read = (reader: Reader, call: TracedCall, index: number) => void;

type ReadOne = (reader: Reader, call: TracedCall) => void;

/** Calls about memory that the language has no operation for. */
const UNTOLD =
  /^(splice|tee|shmat|shmdt|remap_file_pages|mbind|move_pages|migrate_pages|process_madvise|mlock|mlock2|mlockall|mseal|io_submit|userfaultfd_\w+|pkey_mprotect|process_mrelease)$/;

const clone: ReadOne = (reader, call) => {
  const flags = call.args.join(' ');
  if (call.result !== null && call.result > 0)
    reader.fork(call, call.result, { memory: /\bCLONE_VM\b/.test(flags), thread: /\bCLONE_THREAD\b/.test(flags) });
};

const PROCESSES: Readonly<Record<string, ReadOne>> = {
  fork: clone,
  clone,
  clone3: clone,
  vfork: (reader, call) => {
    if (call.result !== null && call.result > 0) reader.fork(call, call.result, { memory: true, thread: false });
  },
  execve: (reader, call) => reader.exec(call),
  execveat: (reader, call) => reader.exec(call),
};

function protectionOf(flags: string | undefined): 'none' | 'r' | 'rw' {
  if (/PROT_WRITE/.test(flags ?? '') || (numberIn(flags) ?? 0) & 2) return 'rw';
  return /PROT_(READ|EXEC)/.test(flags ?? '') || (numberIn(flags) ?? 0) & 5 ? 'r' : 'none';
}

function stretchOf({ args }: TracedCall, from = 0): Stretch | null {
  const [address, length] = [numberIn(args[from]), numberIn(args[from + 1])];
  return address === null || length === null || length <= 0 ? null : { address, length };
}

/** Calls about one stretch of the caller's memory, which is given to `make`. */
function about(make: (call: TracedCall, at: Stretch, reader: Reader) => object | null): Read {
  return (reader, call) => {
    const at = stretchOf(call);
    const event = at && make(call, at, reader);
    // What `make` adds is what its kind has.
    if (event) reader.events.push({ line: call.line, process: reader.process(call.pid), at, ...event } as MemoryEvent);
  };
}

const ADVICE =
  /^MADV_(DONTNEED|FREE|DONTFORK|DOFORK|WIPEONFORK|KEEPONFORK|MERGEABLE|UNMERGEABLE|PAGEOUT|HUGEPAGE|NOHUGEPAGE|COLLAPSE|POPULATE_READ|POPULATE_WRITE)$/;

const MEMORY: Readonly<Record<string, Read>> = {
  mmap: (reader, call) => {
    const [, length, protection, flags, fd] = call.args;
    if (call.result === null) return;
    const opened = reader.opened(call.pid, numberIn(fd));
    const anonymous = /MAP_ANON/.test(flags ?? '');
    reader.events.push({
      kind: 'mmap',
      line: call.line,
      process: reader.process(call.pid),
      at: { address: call.result, length: numberIn(length) ?? 0 },
      shared: /MAP_SHARED/.test(flags ?? ''),
      file: anonymous ? null : opened?.kind === 'file' ? opened.path : 'file',
      protection: protectionOf(protection),
    });
  },
  munmap: about(() => ({ kind: 'munmap' })),
  mremap: about(({ result }) => (result === null ? null : { kind: 'mremap', to: result })),
  mprotect: about(({ args }) => ({ kind: 'mprotect', protection: protectionOf(args[2]) })),
  madvise: about((call, _, reader) => {
    const [, advice] = ADVICE.exec(call.args[2] ?? '') ?? [];
    if (advice === undefined) reader.leave(call.line, `madvise ${call.args[2]}: it changes nothing that is simulated`);
    return advice === undefined ? null : { kind: 'madvise', advice: advice.toLowerCase() };
  }),
  vmsplice,
  io_uring_setup: (reader, { pid, result }) => {
    if (result !== null) reader.open(pid, result, { kind: 'ring', ring: { buffers: [] } });
  },
  io_uring_register: ioUringRegister,
  io_uring_enter: (reader, { line }) =>
    reader.leave(line, 'io_uring_enter: what a ring does with its buffers is in its memory, not in a call'),
  process_vm_readv: (reader, call) => remote(reader, call, 'process_vm_readv'),
  process_vm_writev: (reader, call) => remote(reader, call, 'process_vm_writev'),
  userfaultfd: (reader, { pid, result }) => {
    if (result !== null) reader.open(pid, result, { kind: 'uffd', process: reader.process(pid) });
  },
  ioctl: userfaultIoctl,
  open: (reader, call) => opens(reader, call, 0),
  openat: (reader, call) => opens(reader, call, 1),
  openat2: (reader, call) => opens(reader, call, 1),
  memfd_create: (reader, { pid, result, args }) => {
    if (result !== null) reader.open(pid, result, { kind: 'file', path: args[0] ?? 'memfd', direct: false });
  },
  pipe: pipes,
  pipe2: pipes,
  dup: duplicates,
  dup2: duplicates,
  dup3: duplicates,
  fcntl: (reader, call) => {
    const [fd, command, flags] = call.args;
    if (/^F_DUPFD/.test(command ?? '')) return duplicates(reader, call);
    const opened = reader.opened(call.pid, numberIn(fd));
    if (command === 'F_SETFL' && opened?.kind === 'file')
      reader.open(call.pid, numberIn(fd) as number, { ...opened, direct: /O_DIRECT/.test(flags ?? '') });
  },
  close: (reader, call) => {
    const fd = numberIn(call.args[0]);
    if (fd !== null) reader.close(call.line, reader.process(call.pid), fd);
  },
  read: (reader, call) => transfer(reader, call, true),
  pread64: (reader, call) => transfer(reader, call, true),
  write: (reader, call) => transfer(reader, call, false),
  pwrite64: (reader, call) => transfer(reader, call, false),
  readv: (reader, call) => vectored(reader, call),
  writev: (reader, call) => vectored(reader, call),
  preadv: (reader, call) => vectored(reader, call),
  pwritev: (reader, call) => vectored(reader, call),
  preadv2: (reader, call) => vectored(reader, call),
  pwritev2: (reader, call) => vectored(reader, call),
};

/** How many calls of a process to look through for the address of what it spliced. */
const LOOK_AHEAD = 50;

/** strace shows the bytes of what is spliced, not its address: programs that splice a buffer tend to unmap it next. */
function vmsplice(reader: Reader, call: TracedCall, index: number): void {
  const process = reader.process(call.pid);
  const opened = reader.opened(call.pid, numberIn(call.args[0]));
  for (const { address, length } of buffersIn(call.args[1])) {
    const later = reader.calls.slice(index + 1, index + 1 + LOOK_AHEAD);
    const unmaps = later.find(
      ({ pid, name, args }) => pid === call.pid && name === 'munmap' && numberIn(args[1]) === length,
    );
    const start = address ?? numberIn(unmaps?.args[0]);
    if (start === null) {
      reader.leave(call.line, 'vmsplice: strace shows the bytes, not their address; write iov_base=0x… in their place');
      continue;
    }
    const name = reader.reference('pipe');
    const at = { address: start, length };
    reader.events.push({
      kind: 'take',
      line: call.line,
      process,
      at,
      word: 'vmsplice',
      name,
      guessed: address === null,
    });
    if (opened?.kind === 'pipe') opened.pipe.pages.push({ name, left: length });
  }
  if (buffersIn(call.args[1]).length === 0)
    reader.leave(call.line, 'vmsplice: no buffers are shown; record it without -e raw');
}

function ioUringRegister(reader: Reader, { line, pid, args }: TracedCall): void {
  const opened = reader.opened(pid, numberIn(args[0]));
  const ring = opened?.kind === 'ring' ? opened.ring : { buffers: [] };
  const process = reader.process(pid);
  switch (args[1]) {
    case 'IORING_REGISTER_BUFFERS':
      for (const { address, length } of buffersIn(args[2])) {
        if (address === null) continue;
        const name = reader.reference('fixed');
        reader.events.push({
          kind: 'take',
          line,
          process,
          at: { address, length },
          word: 'io_uring_register',
          name,
          guessed: false,
        });
        ring.buffers.push(name);
      }
      break;
    case 'IORING_UNREGISTER_BUFFERS':
      reader.release(line, process, ring.buffers);
      break;
    default:
      if (/BUFFERS/.test(args[1] ?? ''))
        reader.leave(line, `io_uring_register ${args[1]}: the buffers are not followed`);
  }
}

function remote(reader: Reader, { line, pid, args }: TracedCall, word: string): void {
  const target = reader.process(numberIn(args[0]) ?? pid);
  for (const { address, length } of buffersIn(args[3]))
    if (address !== null)
      reader.events.push({ kind: 'remote', line, process: reader.process(pid), target, at: { address, length }, word });
}

function userfaultIoctl(reader: Reader, { line, pid, args }: TracedCall): void {
  const [fd, request = '', data] = args;
  if (!request.startsWith('UFFDIO_')) return;
  const opened = reader.opened(pid, numberIn(fd));
  const process = opened?.kind === 'uffd' ? opened.process : reader.process(pid);
  const [address, length] = [numberIn(fieldIn(data, 'start') ?? ''), numberIn(fieldIn(data, 'len') ?? '')];
  const at = address === null || length === null ? null : { address, length };
  const on = /MODE_WP/.test(fieldIn(data, 'mode') ?? '');
  if (request === 'UFFDIO_WRITEPROTECT' && at)
    reader.events.push({ kind: 'uffd', line, process, at, word: 'uffd_wp', mode: on ? 'on' : 'off' });
  else if (request === 'UFFDIO_CONTINUE' && at)
    reader.events.push({ kind: 'uffd', line, process, at, word: 'uffd_continue', mode: '' });
  else if (!/^UFFDIO_(API|REGISTER|UNREGISTER|WAKE)$/.test(request))
    reader.leave(line, `${request}: there is no such operation`);
}

function opens(reader: Reader, { pid, args, result }: TracedCall, at: number): void {
  if (result === null) return;
  const path = (args[at] ?? '').replace(/^"|"(\.\.\.)?$/g, '');
  const [, of] = /^\/proc\/(\d+|self)\/mem$/.exec(path) ?? [];
  if (of !== undefined) reader.open(pid, result, { kind: 'memory', pid: of === 'self' ? pid : Number(of) });
  else reader.open(pid, result, { kind: 'file', path, direct: /O_DIRECT/.test(args.slice(at + 1).join(' ')) });
}

function pipes(reader: Reader, { pid, args }: TracedCall): void {
  const [, reads, writes] = /\[(\d+)[^,]*,\s*(\d+)/.exec(args[0] ?? '') ?? [];
  if (reads === undefined || writes === undefined) return;
  const pipe: Pipe = { pages: [] };
  reader.open(pid, Number(reads), { kind: 'pipe', pipe, reads: true });
  reader.open(pid, Number(writes), { kind: 'pipe', pipe, reads: false });
}

function duplicates(reader: Reader, { line, pid, args, result }: TracedCall): void {
  const opened = reader.opened(pid, numberIn(args[0]));
  if (result === null || result === numberIn(args[0])) return;
  reader.close(line, reader.process(pid), result);
  if (opened) reader.open(pid, result, opened);
}

/** read(2) and write(2): of a pipe with spliced pages, of /proc/PID/mem, past the page cache, or any other. */
function transfer(reader: Reader, call: TracedCall, reads: boolean): void {
  const { line, pid, args } = call;
  const process = reader.process(pid);
  const opened = reader.opened(pid, numberIn(args[0]));
  const address = numberIn(args[1]);
  const length = call.result ?? 0;
  if (opened?.kind === 'pipe' && reads) drainPipe(reader, line, process, opened.pipe, length);
  if (opened?.kind === 'memory') {
    const offset = numberIn(args[3]);
    const target = reader.process(opened.pid);
    if (offset === null) reader.leave(line, `${call.name} of /proc/PID/mem: only pread64 and pwrite64 show where`);
    else
      reader.events.push({
        kind: 'remote',
        line,
        process,
        target,
        at: { address: offset, length },
        word: reads ? 'peek' : 'poke',
      });
  }
  const direct = opened?.kind === 'file' && opened.direct;
  if (direct && address === null)
    reader.leave(
      line,
      `an O_DIRECT ${call.name} without its buffer's address; record with -e raw=read,write,pread64,pwrite64`,
    );
  if (address === null || length <= 0) return;
  const at = { address, length };
  if (!direct) return void reader.events.push({ kind: 'touch', line, process, at, writes: reads });
  const name = reader.reference('dio');
  reader.events.push(
    { kind: 'take', line, process, at, word: reads ? 'odirect_read' : 'odirect_write', name, guessed: false },
    { kind: 'through', line, process, name, writes: reads },
    { kind: 'release', line, process, name },
  );
}

function drainPipe(reader: Reader, line: number, process: number, { pages }: Pipe, length: number): void {
  let left = length;
  while (left > 0 && pages[0]) {
    const [first] = pages;
    reader.events.push({ kind: 'through', line, process, name: first.name, writes: false });
    const taken = Math.min(left, first.left);
    first.left -= taken;
    left -= taken;
    if (first.left > 0) return;
    pages.shift();
    reader.events.push({ kind: 'release', line, process, name: first.name });
  }
}

function vectored(reader: Reader, call: TracedCall): void {
  const opened = reader.opened(call.pid, numberIn(call.args[0]));
  if (opened?.kind === 'file' && opened.direct)
    reader.leave(call.line, `an O_DIRECT ${call.name}: strace shows the bytes, not their address`);
  if (opened?.kind === 'pipe' && call.name.includes('read'))
    drainPipe(reader, call.line, reader.process(call.pid), opened.pipe, call.result ?? 0);
}
