import { describe, expect, it } from 'vitest';
import { DapClient, PROGRAM } from './testing/dap-client.ts';

/** The first lesson's second scenario: the write is lost up to 5.8. */
const CARD = "pin p1 0x1000 as dma; fork p1; write p1 0x1000 'A'; read dma";
const LINES = `kernel 5.8 6.12\n${CARD.replaceAll('; ', '\n')}\n`;

/** Sets breakpoints of the test's file. */
function breakpoints(client: DapClient, ...wanted: { line: number; column?: number }[]) {
  return client.ask<{ breakpoints: object[] }>('setBreakpoints', { source: { path: PROGRAM }, breakpoints: wanted });
}

describe('stepping', () => {
  it('goes through the statements of one line, forwards and back', async () => {
    const client = new DapClient(CARD);
    expect(await client.launch({ stopOnEntry: true, kernel: '5.8' })).toEqual({
      reason: 'entry',
      text: '',
      at: '1:1 pin p1 0x1000 as dma',
    });
    expect(await client.after('next')).toEqual({ reason: 'step', text: '', at: '1:23 fork p1' });
    expect((await client.after('stepIn')).at).toBe("1:32 write p1 0x1000 'A'");
    expect((await client.after('stepBack')).at).toBe('1:23 fork p1');
    expect((await client.after('stepBack')).at).toBe('1:1 pin p1 0x1000 as dma');
    expect(await client.after('stepBack')).toMatchObject({ reason: 'entry', at: '1:1 pin p1 0x1000 as dma' });
  });

  it('runs to the end, says the verdict there, and runs back to the start', async () => {
    const client = new DapClient(LINES);
    await client.launch({ stopOnEntry: true });
    expect(await client.after('continue')).toEqual({
      reason: 'pause',
      text: 'the scenario ends: lost on 5.8',
      at: '5:9 end: lost on 5.8',
    });
    expect((await client.after('reverseContinue')).at).toBe('2:1 pin p1 0x1000 as dma');
  });

  it('ends the session where it goes on from the end', async () => {
    const client = new DapClient(LINES);
    await client.launch({ stopOnEntry: true });
    await client.after('continue');
    const terminated = client.next('terminated');
    await client.ask('next', { threadId: 1 });
    await terminated;
  });

  it('steps out of a line with several statements', async () => {
    const client = new DapClient('fork p1; fork p1; fork p1\nread p1 0x1000');
    await client.launch({ stopOnEntry: true });
    expect((await client.after('stepOut')).at).toBe('2:1 read p1 0x1000');
  });

  it('stands on expectations too, and says which failed', async () => {
    const client = new DapClient('fork p1\nexpect p1 0x1000 mapcount 7\nread p1 0x1000');
    await client.launch({ stopOnEntry: true });
    expect((await client.after('next')).at).toBe('2:1 expect p1 0x1000 mapcount 7');
    await client.after('next');
    expect((await client.stack()).map(({ name }) => name)).toEqual([
      'read p1 0x1000',
      'expect p1 0x1000 mapcount 7 → failed: found mapcount 2',
      'fork p1 → shared 2/2',
      'start of card.cow on 7.3',
    ]);
  });

  it('jumps to a statement, and to before one of the stack', async () => {
    const client = new DapClient(LINES);
    await client.launch({ stopOnEntry: true });
    const { targets } = await client.ask<{ targets: { id: number }[] }>('gotoTargets', { source: {}, line: 4 });
    expect(await client.after('goto', { targetId: targets[0]?.id })).toMatchObject({
      reason: 'goto',
      at: "4:1 write p1 0x1000 'A'",
    });
    const frames = await client.stack();
    expect((await client.after('restartFrame', { frameId: frames[2]?.id })).at).toBe('2:1 pin p1 0x1000 as dma');
  });
});

describe('launching', () => {
  it('takes scenario and kernel by name', async () => {
    const client = new DapClient('scenario "a"\nfork p1\nscenario "b"\nread p1 0x1000');
    expect((await client.launch({ scenario: 'b', kernel: '5.10' })).at).toBe('4:1 read p1 0x1000');
    const { threads } = await client.ask<{ threads: object[] }>('threads');
    expect(threads).toEqual([{ id: 1, name: 'b on 5.10' }]);
  });

  it('says what is wrong with a kernel or a scenario that is not there', async () => {
    const launch = async (args: object) => {
      const client = new DapClient('scenario "a"\nfork p1');
      await client.ask('initialize', { adapterID: 'cow', pathFormat: 'path' });
      return (await client.raw('launch', { program: PROGRAM, ...args })).message;
    };
    expect(await launch({ kernel: '5.99' })).toMatch(/no kernel is called 5\.99/);
    expect(await launch({ scenario: 'b' })).toBe('there is no scenario "b" in this file: "a"');
    expect(await launch({ scenario: 3 })).toBe('there is no scenario 3 in this file: "a"');
  });

  it('without debugging says what became of each statement, and ends', async () => {
    const client = new DapClient(LINES);
    const terminated = client.next('terminated');
    await client.ask('initialize', { adapterID: 'cow', pathFormat: 'path' });
    await client.ask('launch', { program: PROGRAM, noDebug: true });
    await client.ask('configurationDone');
    await terminated;
    const said = client.events
      .filter(({ event }) => event === 'output')
      .map(({ body }) => `${body.line} ${body.output}`);
    expect(said).toEqual([
      '2 pin p1 0x1000 as dma → no_fault 1025/1\n',
      '3 fork p1 → shared 1026/2\n',
      "4 write p1 0x1000 'A' → copy 1/1\n",
      '5 read dma → done 1025/1 value 0\n',
    ]);
  });
});

describe('breakpoints', () => {
  it('stand on the first statement of a line, on the one at a column, or on the next below', async () => {
    const client = new DapClient(`# a comment\n\n${CARD}\nread p1 0x1000`);
    let set: { breakpoints: object[] } | undefined;
    const first = await client.launch({ stopOnEntry: false }, async () => {
      set = await breakpoints(client, { line: 1 }, { line: 3, column: 25 }, { line: 9 });
    });
    expect(set?.breakpoints).toEqual([
      { verified: true, line: 3, column: 1, endLine: 3, endColumn: 21 },
      { verified: true, line: 3, column: 23, endLine: 3, endColumn: 30 },
      { verified: false, message: 'No statement of this scenario stands here or below' },
    ]);
    expect(first).toMatchObject({ reason: 'breakpoint', at: '3:23 fork p1' });
    expect((await client.after('reverseContinue')).at).toBe('3:1 pin p1 0x1000 as dma');
    expect((await client.after('continue')).at).toBe('3:23 fork p1');
  });

  it('can stand at every statement of a line', async () => {
    const client = new DapClient(CARD);
    await client.launch({ stopOnEntry: true });
    const { breakpoints: places } = await client.ask<{ breakpoints: { column: number }[] }>('breakpointLocations', {
      source: { path: PROGRAM },
      line: 1,
    });
    expect(places.map(({ column }) => column)).toEqual([1, 23, 32, 53]);
  });

  it('of another file stop nothing', async () => {
    const client = new DapClient(LINES);
    await client.launch({ stopOnEntry: true });
    const set = await client.ask<{ breakpoints: object[] }>('setBreakpoints', {
      source: { path: '/other.cow' },
      breakpoints: [{ line: 3 }],
    });
    expect(set.breakpoints).toEqual([{ verified: false, message: 'Another file is being debugged' }]);
    expect((await client.after('continue')).reason).toBe('pause');
  });
});

describe('data breakpoints', () => {
  /** Watches a number that stands among the variables. */
  async function watch(client: DapClient, name: string, ...path: [string, ...string[]]): Promise<void> {
    const [frame] = await client.stack({ levels: 1 });
    const { scopes } = await client.ask<{ scopes: { name: string; variablesReference: number }[] }>('scopes', {
      frameId: frame?.id,
    });
    let reference = scopes.find((scope) => scope.name === path[0])?.variablesReference ?? 0;
    for (const part of path.slice(1))
      reference = (await client.parts(reference)).find((one) => one.name === part)?.variablesReference ?? 0;
    const { dataId } = await client.ask<{ dataId: string }>('dataBreakpointInfo', {
      variablesReference: reference,
      name,
    });
    const { breakpoints: set } = await client.ask<{ breakpoints: object[] }>('setDataBreakpoints', {
      breakpoints: [{ dataId, accessType: 'write' }],
    });
    expect(set).toEqual([{ verified: true }]);
  }

  it('on page_count stop at each statement that changes it, forwards and backwards', async () => {
    const client = new DapClient(LINES);
    await client.launch({ stopOnEntry: true });
    await watch(client, 'page_count', 'Pages', 'page 1');
    const there = [await client.after('continue'), await client.after('continue'), await client.after('continue')];
    expect(there.map(({ reason, at }) => `${reason} ${at}`)).toEqual([
      'data breakpoint 2:1 pin p1 0x1000 as dma → no_fault 1025/1',
      'data breakpoint 3:1 fork p1 → shared 1026/2',
      "data breakpoint 4:1 write p1 0x1000 'A' → copy 1/1",
    ]);
    expect(there[0]?.text).toBe('page 1 page_count: 1 → 1025, by pin p1 0x1000 as dma (line 2: no_fault 1025/1)');
    expect((await client.after('continue')).reason).toBe('pause');
    const back = [await client.after('reverseContinue'), await client.after('reverseContinue')];
    expect(back.map(({ at }) => at.slice(0, 3))).toEqual(['4:1', '3:1']);
  });

  it('on a byte stop where it is written', async () => {
    const client = new DapClient(LINES);
    await client.launch({ stopOnEntry: true });
    await watch(client, 'value', 'Processes', 'p1', '0x1000');
    expect(await client.after('continue')).toMatchObject({
      reason: 'data breakpoint',
      at: "4:1 write p1 0x1000 'A' → copy 1/1",
      text: "p1 0x1000 value: 0 → 65, by write p1 0x1000 'A' (line 4: copy 1/1)",
    });
    // The next step is out of the statement, to the one behind it.
    expect((await client.after('next')).at).toBe('5:1 read dma');
  });

  it('on mapcount of whatever page an address has', async () => {
    const client = new DapClient(LINES);
    await client.launch({ stopOnEntry: true });
    const info = await client.ask<{ dataId: string }>('dataBreakpointInfo', { name: 'p1 0x1000 mapcount' });
    await client.ask('setDataBreakpoints', { breakpoints: [{ dataId: info.dataId }] });
    expect((await client.after('continue')).text).toMatch(/^p1 0x1000 mapcount: 1 → 2, by fork p1/);
    expect((await client.after('continue')).text).toMatch(/^p1 0x1000 mapcount: 2 → 1, by write/);
  });

  it('are refused on what is no number', async () => {
    const client = new DapClient(LINES);
    await client.launch({ stopOnEntry: true });
    expect(await client.ask('dataBreakpointInfo', { name: 'dma' })).toMatchObject({ dataId: null });
    const { breakpoints: set } = await client.ask<{ breakpoints: object[] }>('setDataBreakpoints', {
      breakpoints: [{ dataId: 'nonsense' }],
    });
    expect(set).toMatchObject([{ verified: false }]);
  });
});

describe('exception breakpoints', () => {
  /** Where a text stops with some filters on, and the exception's code. */
  async function check(text: string, filters: string[], expected: string | null): Promise<DapClient> {
    const client = new DapClient(text);
    const stopped = await client.launch({ stopOnEntry: false }, () =>
      client.ask('setExceptionBreakpoints', { filters }),
    );
    if (expected === null) expect(stopped.reason).toBe('pause');
    else {
      const info = await client.ask<{ exceptionId: string }>('exceptionInfo', { threadId: 1 });
      expect(`${stopped.reason} ${stopped.at.split(' ')[0]} ${info.exceptionId}`).toBe(`exception ${expected}`);
    }
    return client;
  }

  it('stop at a lost write, and in reverse too', async () => {
    const client = await check(LINES, ['lost'], '4:1 wrong-cow');
    await client.after('continue');
    expect(await client.after('reverseContinue')).toMatchObject({
      reason: 'exception',
      at: "4:1 write p1 0x1000 'A' → copy 1/1",
    });
  });
  it('stop at nothing on a kernel that is right', () =>
    check(`kernel 6.12\n${CARD}`, ['lost', 'leak', 'slow'], null).then(() => {}));
  it('stop at what their filter says alone', () => check(LINES, ['leak'], null).then(() => {}));
  it('stop at a leak', () =>
    check(
      "kernel 5.7\nfork p1 as c\nvmsplice c 0x1000 as pipe\nmunmap c 0x1000\nwrite p1 0x1000 'B'\nread pipe",
      ['leak'],
      '5:1 missed-cow',
    ).then(() => {}));
  it('stop at an unnecessary copy', () =>
    check('kernel 5.10\nfork p1 as c\nhold p1 0x1000\nexit c\nwrite p1 0x1000', ['slow'], '5:1 unnecessary-cow').then(
      () => {},
    ));
  it('stop at a fault that nothing expects', () =>
    check('munmap p1 0x1000\nread p1 0x1000', ['fault'], '2:1 unexpected-fault').then(() => {}));
  it('stop at an expectation that fails', () =>
    check('fork p1\nexpect p1 0x1000 mapcount 1', ['failed'], '2:1 expectation-failed').then(() => {}));
});

describe('variables', () => {
  it('are processes, pages and references with their parts', async () => {
    const client = new DapClient(LINES);
    await client.launch({ stopOnEntry: true });
    for (let i = 0; i < 3; i++) await client.after('next');
    const shown = async (...path: [string, ...string[]]) =>
      (await client.variables(...path)).map(({ name, value }) => `${name}: ${value}`);
    expect(await shown('Processes')).toEqual(['p1: 1 entry · has_pinned', 'p2: 1 entry']);
    expect(await shown('Processes', 'p1')).toEqual([
      '0x1000: page 2 1/1 · writable dirty soft_dirty',
      'mappings: 1',
      'cpu: 0',
      'has_pinned: true',
      'blocked: false',
    ]);
    expect(await shown('Pages')).toEqual([
      'page 1: anon · page_count 1025 · mapcount 1 · maybe_pinned',
      'page 2: anon · page_count 1 · mapcount 1',
    ]);
    expect(await shown('Pages', 'page 1', 'page_count')).toEqual(['pte p2 0x1000: 1', 'pin dma: 1024']);
    expect(await shown('References')).toEqual(['dma: pin write → page 1 · stale']);
    expect((await shown('Last Statement')).slice(0, 2)).toEqual([
      "statement: write p1 0x1000 'A'",
      'outcome: copy 1/1',
    ]);
  });

  it('of an older frame are those of then', async () => {
    const client = new DapClient(LINES);
    await client.launch({ stopOnEntry: true });
    for (let i = 0; i < 3; i++) await client.after('next');
    const frames = await client.stack();
    const names = frames.map(({ name }) => name);
    expect(names[3]).toBe('pin p1 0x1000 as dma → no_fault 1025/1');
    const { result } = await client.ask<{ result: string }>('evaluate', {
      expression: 'page 1 mapcount',
      frameId: frames[3]?.id,
    });
    expect(result).toBe('1');
  });

  it('of a stack are given in pieces', async () => {
    const client = new DapClient('fork p1 times 1\n'.repeat(50));
    await client.launch({ stopOnEntry: true });
    await client.after('continue');
    const body = await client.ask<{ totalFrames: number; stackFrames: object[] }>('stackTrace', {
      threadId: 1,
      startFrame: 10,
      levels: 5,
    });
    expect([body.totalFrames, body.stackFrames.length]).toEqual([52, 5]);
  });
});

describe('expressions', () => {
  async function check(expression: string, expected: string): Promise<void> {
    const client = new DapClient(`let buf = 0x1000\n${LINES}`);
    await client.launch({ stopOnEntry: true });
    await client.after('continue');
    expect(await client.evaluate(expression)).toBe(expected);
  }
  it.each([
    ['p1 0x1000', "page 2 1/1 · writable dirty soft_dirty · 'A'"],
    ['p1 buf value', "'A'"],
    ['p1 buf+1 value', '0'],
    ['page 1', 'anon · page_count 1025 · mapcount 1 · maybe_pinned'],
    ['page 1 page_count', '1025'],
    ['page 9 page_count', 'none'],
    ['dma', 'pin write → page 1 · stale'],
    ['dma +0 value', '0'],
    ['p2', '1 entry'],
    ['buf', 'p1 → page 2, p2 → page 1'],
    ['wp_reuse', 'mapcount on 5.8'],
    ['verdict', 'lost on 5.8'],
  ])('%s is %s', check);

  it('that mean nothing say what can be written', async () => {
    const client = new DapClient(LINES);
    await client.launch({ stopOnEntry: true });
    await expect(client.evaluate('nobody 7')).rejects.toThrow(/nothing is called nobody 7; write `p1`/);
    await expect(client.evaluate('page 7')).rejects.toThrow('nobody holds page 7 here');
    await expect(client.evaluate('')).rejects.toThrow(/nothing is called/);
  });

  it('are completed', async () => {
    const client = new DapClient(LINES);
    await client.launch({ stopOnEntry: true });
    await client.after('next');
    const complete = async (text: string) =>
      (
        await client.ask<{ targets: { label: string }[] }>('completions', { text, column: text.length + 1 })
      ).targets.map(({ label }) => label);
    expect(await complete('p')).toEqual(['p1', 'page 1']);
    expect(await complete('p1 ')).toEqual(['0x1000', 'page_count', 'mapcount', 'pincount', 'value']);
    expect(await complete('d')).toEqual(['dma']);
  });
});

describe('memory', () => {
  /** The bytes that a reference to memory leads to, as numbers; what cannot be read as its count. */
  async function read(client: DapClient, memoryReference: string, offset: number, count: number) {
    const body = await client.ask<{ address: string; data: string; unreadableBytes?: number }>('readMemory', {
      memoryReference,
      offset,
      count,
    });
    return [body.address, [...Buffer.from(body.data, 'base64')], body.unreadableBytes ?? 0];
  }

  it('of a page, an address and a reference is read', async () => {
    const client = new DapClient("write p1 0x1002 'A'\npin p1 0x1002 as dma\nwrite dma +1 'B'");
    await client.launch({ stopOnEntry: true });
    await client.after('continue');
    const [page] = await client.variables('Pages');
    expect(await read(client, page?.memoryReference ?? '', 0, 5)).toEqual(['0x0', [0, 0, 65, 66, 0], 0]);
    expect(await read(client, page?.memoryReference ?? '', 4094, 4)).toEqual(['0xffe', [0, 0], 2]);
    const [dma] = await client.variables('References');
    expect(await read(client, dma?.memoryReference ?? '', 0, 2)).toEqual(['0x0', [65, 66], 0]);
    const [entry] = await client.variables('Processes', 'p1');
    expect(await read(client, entry?.memoryReference ?? '', 2, 2)).toEqual(['0x1002', [65, 66], 0]);
    expect(await read(client, entry?.memoryReference ?? '', -1, 2)).toEqual(['0xfff', [], 2]);
  });
});

it('gives inline values of the lines that are seen', async () => {
  const client = new DapClient(LINES);
  await client.launch({ stopOnEntry: true });
  await client.after('continue');
  const values = await client.ask<{ line: number; text: string }[]>('inlineValues', { from: 1, to: 99 });
  expect(values.map(({ line, text }) => `${line} ${text}`)).toEqual([
    "2 p1 0x1000: page 2 1/1 'A', dma: page 1 1025/1 stale",
    "4 p1 0x1000: page 2 1/1 'A'",
    '5 dma: page 1 1025/1 stale',
  ]);
});

it('can be paused while it looks for the next stop, and stands where it stood', async () => {
  const client = new DapClient('write p1 0x1000\n'.repeat(3000));
  await client.launch({ stopOnEntry: true });
  await client.ask('setDataBreakpoints', { breakpoints: [{ dataId: 'page 1 page_count' }] });
  const stopped = client.next('stopped');
  await client.ask('continue', { threadId: 1 });
  await client.ask('pause', { threadId: 1 });
  expect((await stopped).body.reason).toBe('pause');
  expect((await client.stack())[0]?.line).toBe(1);
});

it('forgets its run when the client leaves', async () => {
  const client = new DapClient(LINES);
  await client.launch({ stopOnEntry: true });
  await client.ask('disconnect');
  expect((await client.raw('threads')).success).toBe(false);
});

it('goes through a race step by step as it went, and stops in it', async () => {
  const race =
    'kernel 5.9\nrace {\n  thread a { fork p1 }\n  thread b { pin p1 0x1000 fast as dma }\n}\nread p1 0x1000';
  const client = new DapClient(race);
  await client.launch({ stopOnEntry: true });
  const lines: string[] = [];
  for (let stopped = await client.after('next'); stopped.reason === 'step'; stopped = await client.after('next'))
    lines.push(stopped.at.split(':')[0] ?? '');
  // More moments than statements, and at the end what stands behind the race.
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.at(-1)).toBe('6');
  await client.after('reverseContinue');
  await breakpoints(client, { line: 4 });
  expect(await client.after('continue')).toMatchObject({
    reason: 'breakpoint',
    at: expect.stringMatching(/^4:14 pin/),
  });
});
