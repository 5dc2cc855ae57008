import { describe, expect, it } from 'vitest';
import { scenarioFromMail } from './mail.ts';
import { parseProgram } from './parse.ts';

/** The scenario of a mail, which has no error; null where it is none. */
function check(mail: string, expected: string | null): void {
  const found = scenarioFromMail(mail);
  expect(found?.text ?? null).toBe(expected);
  if (found !== null) expect(parseProgram(found.text).errors).toEqual([]);
}

describe('steps of a mail', () => {
  it('are statements of the language behind numbers and quote marks', () => {
    check(
      "> 1. pin p1 0x1000 as dma\n> 2. fork p1\n> 3) write p1 0x1000 'A'\n",
      "pin p1 0x1000 as dma\nfork p1\nwrite p1 0x1000 'A'",
    );
    check('> > fork p1 as child\n> > write child 0x1000\n', 'fork p1 as child\nwrite child 0x1000');
  });
  it('are sentences of a few forms, by the names that they give', () => {
    check(
      '1. process A forks B\n2. process B writes to the page at 0x2000\n3. A reads it\n4. B exits.',
      'fork p1 as b\nwrite b 0x2000\nread p1 0x1000\nexit b',
    );
    check(
      '- The parent pins the page\n- parent forks\n- the child writes to the page',
      'pin p1 0x1000\nfork p1 as child\nwrite child 0x1000',
    );
  });
  it('stay as comments where they are not understood', () => {
    check('1) fork p1\n2) then the moon rises\n3) write p1 0x1000', 'fork p1\n# then the moon rises\nwrite p1 0x1000');
    check('1. fork p1 as c\n2. write c 0x1000\n3. fork p1 as c', 'fork p1 as c\nwrite c 0x1000\n# fork p1 as c');
  });
  it('are not seen in a text that is no list of steps', () => {
    check('fork p1\nwrite p1 0x1000', null);
    check('1. buy milk\n2. buy bread', null);
    check('', null);
    check('> On Saturday somebody wrote:\n> I do not know.', null);
  });
});
