import { expect, test } from 'vitest';
import { parseProgram } from '../../language/parse.ts';
import { kernelsFor } from '../kernels.ts';
import { runScenario } from '../run.ts';

/** Runs a scenario under its kernels; every expectation holds, and every interleaving was looked at. */
function check(text: string): void {
  const { scenarios, errors } = parseProgram(text);
  expect(errors).toEqual([]);
  for (const scenario of scenarios) {
    const { kernels } = kernelsFor(scenario);
    for (const kernel of kernels) {
      const trace = runScenario(scenario, kernel, { kernels });
      const failed = trace.expectations
        .filter(({ holds }) => !holds)
        .map((one) => `${one.line} ${one.text}: ${one.found}`);
      expect({ kernel: kernel.name, failed, stopped: trace.stopped }).toEqual({
        kernel: kernel.name,
        failed: [],
        stopped: null,
      });
    }
  }
}

test('a pin without locks and fork: lost from 5.9 to 5.10, right since fork raises a sequence count', () => {
  check(`kernel all 5.9 5.10 lts-5.10
race {
  thread a { write p1 0x1000; fork p1 }
  thread b { pin p1 0x1000 fast as dma }
}
write p1 0x1000 'B'
expect right on >= 5.11, lts-5.10
expect lost on < 5.11`);
});

test('Dirty COW: the second try of a forced write forgets that it is a write', () => {
  check(`kernel e0 = 4.9 with force_write = drop_write
kernel all
mmap p1 0x1000 private r file passwd
race { thread a { poke p1 0x1000 'X' }  thread b { madvise p1 0x1000 dontneed } }
expect leak on e0
expect right on >= 4.9`);
});

test('Dirty COW of shared memory: from 5.16 to 5.19', () => {
  check(`kernel all
pwrite f 0 'F'
mmap p1 0x1000 private r file f
uffd_continue p1 0x1000
race { thread a { poke p1 0x1000 'X' }
       thread b { madvise p1 0x1000 dontneed; uffd_continue p1 0x1000 } }
expect right on < 5.16, >= 6.0
expect leak on 5.16..5.19`);
});

test('a pin while reclaim is under way: lost from 5.9 to 5.18', () => {
  check(`kernel all
race { thread a { swapout p1 0x1000 }
       thread b { pin p1 0x1000 longterm as dma } }
read p1 0x1000
write p1 0x1000 'X'
expect right on < 5.9, >= 5.19
expect lost on 5.9..5.18`);
});
