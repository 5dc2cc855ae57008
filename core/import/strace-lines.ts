/** The lines of `strace -f` as system calls: unfinished and resumed halves joined, times and fd annotations left out. */

/** A system call of a trace. */
export interface TracedCall {
  /** Line on which it begins, and on which it ends, from 1. The same for a call that strace printed whole. */
  readonly line: number;
  readonly end: number;
  /** 0 where the trace names no process (one that was recorded without -f). */
  readonly pid: number;
  readonly name: string;
  /** Arguments as printed, without the blanks around them. */
  readonly args: readonly string[];
  /** The value returned; null where strace shows `?`, or where the call never ended. */
  readonly result: number | null;
}

/** A line that is no call: a process ended. */
export interface TracedEnd {
  readonly line: number;
  readonly pid: number;
}

/** A trace as read. */
export interface TracedLines {
  /** In the order in which they begin. */
  readonly calls: readonly TracedCall[];
  readonly ends: readonly TracedEnd[];
  /** Lines that are nothing that strace prints. */
  readonly unread: readonly number[];
}

/** `[pid 12]`, `12`, and the times of -t, -tt, -ttt, -r before a call. */
const PREFIX = /^(?:\[pid\s+(\d+)\]\s+|(\d+)\s+(?=\D|\d+[:.]))?(?:\d\d:\d\d:\d\d(?:\.\d+)?\s+|\d+\.\d+\s+)?/;

/** Reads the lines of a trace. Never throws: a line that is none of strace's is counted. */
export function readTrace(text: string): TracedLines {
  const calls: TracedCall[] = [];
  const ends: TracedEnd[] = [];
  const unread: number[] = [];
  const halves = new Map<string, { readonly line: number; readonly at: number; readonly text: string }>();
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const [prefix = '', bracketed, plain] = PREFIX.exec(raw) ?? [];
    const rest = raw.slice(prefix.length).trim();
    const pid = Number(bracketed ?? plain ?? 0);
    const half = /^([a-z_]\w*)\((.*?),?\s*<unfinished \.\.\.>\)?$/.exec(rest);
    const resumed = /^<\.\.\. ([a-z_]\w*) resumed>,?(.*)$/.exec(rest);
    if (half) {
      // Its place among the calls is where it begins.
      halves.set(`${pid} ${half[1]}`, { line, at: calls.length, text: half[2] ?? '' });
      calls.push({ line, end: line, pid, name: half[1] ?? '', args: splitArguments(half[2] ?? ''), result: null });
    } else if (resumed) {
      const begun = halves.get(`${pid} ${resumed[1]}`);
      halves.delete(`${pid} ${resumed[1]}`);
      const whole = joined(begun?.text ?? '', resumed[2] ?? '');
      const call = callOf(`${resumed[1]}(${whole}`, pid, begun?.line ?? line, line);
      if (call === null) unread.push(line);
      else if (begun) calls[begun.at] = call;
      else calls.push(call);
    } else if (/^\+\+\+ (exited|killed|superseded)/.test(rest)) ends.push({ line, pid });
    else if (rest !== '' && !/^(---|\+\+\+|strace:)/.test(rest)) {
      const call = callOf(rest, pid, line, line);
      if (call) calls.push(call);
      else unread.push(line);
    }
  }
  return { calls, ends, unread };
}

function joined(before: string, after: string): string {
  const rest = after.trimStart();
  return before === '' || rest.startsWith(')') ? before + rest : `${before}, ${rest}`;
}

function callOf(text: string, pid: number, line: number, end: number): TracedCall | null {
  const [, name = '', args = '', value = ''] =
    /^([a-z_]\w*)\((.*)\)\s*=\s*(\?|-?(?:0x[0-9a-f]+|\d+))(?:\s.*|<.*)?$/s.exec(text) ?? [];
  if (name === '') return null;
  return { line, end, pid, name, args: splitArguments(args), result: value === '?' ? null : Number(value) };
}

/** Cuts at the commas that stand in no brackets and no string. */
export function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let [depth, from, quoted] = [0, 0, false];
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (quoted && c === '\\') i++;
    else if (c === '"') quoted = !quoted;
    else if (quoted) continue;
    else if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth--;
    else if (c === ',' && depth === 0) {
      parts.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  const last = text.slice(from).trim();
  return last === '' && parts.length === 0 ? [] : [...parts, last];
}

/** The number at the start of an argument, decimal or hexadecimal, fd annotation or not; null where none stands there. */
export function numberIn(argument: string | undefined): number | null {
  const [found] = /^-?(?:0x[0-9a-f]+|\d+)(?![\w])/i.exec(argument ?? '') ?? [];
  return found === undefined ? (argument === 'NULL' ? 0 : null) : Number(found);
}

/** The buffers of an iovec array; an address is null where strace shows the bytes instead. */
export function buffersIn(
  argument: string | undefined,
): { readonly address: number | null; readonly length: number }[] {
  return [
    ...(argument ?? '').matchAll(
      /iov_base=(0x[0-9a-f]+|NULL|"(?:\\.|[^"\\])*"(?:\.\.\.)?),\s*iov_len=(\d+|0x[0-9a-f]+)/gi,
    ),
  ].map(([, base = '', length = '']) => ({ address: /^0x/i.test(base) ? Number(base) : null, length: Number(length) }));
}

/** A field of a printed structure: `start=0x7f…`; null where it is not there. */
export function fieldIn(argument: string | undefined, name: string): string | null {
  return new RegExp(`\\b${name}=([^,{}]+)`).exec(argument ?? '')?.[1]?.trim() ?? null;
}
