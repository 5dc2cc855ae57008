import { describe, expect, it } from 'vitest';
import { marked, URI } from '../testing/marked.ts';
import { timeline, timelineAt, timelineText } from './timeline.ts';

/** The step at the mark, of how many, in which scenario. */
function check(text: string, expected: string | null): void {
  const { document, position } = marked(text);
  const found = timelineAt(document, position);
  expect(found && `${found.title} on ${found.kernel}: ${found.step} of ${found.steps}, ${found.verdict}`).toBe(
    expected,
  );
}

describe('the timeline of a place', () => {
  it('is the step that begins at or before it', () => {
    check('fork p1; $0write p1 0x1000', 'card.cow on 7.3: 1 of 2, right');
    check('fork$0 p1; write p1 0x1000', 'card.cow on 7.3: 0 of 2, right');
    check('$0# nothing\nfork p1', 'card.cow on 7.3: -1 of 1, right');
    check('kernel 5.8\npin p1 0x1000\nfork p1\nwrite p1 0x1000\n$0expect lost', 'card.cow on 5.8: 2 of 3, lost');
    check('scenario "a"\nfork p1\nscenario "b"\nread p1 0x1000$0', 'b on 7.3: 0 of 1, right');
  });
  it('is nothing where nothing runs', () => check('# nothing', null));
  it('has the columns that are asked for, and none of a scenario that is not there', () => {
    const { document } = marked('fork p1\nwrite p1 0x1000');
    expect(
      timeline(document, { uri: URI, stamp: document.stamp, scenario: 0, steps: [0, 1] })?.columns.map(
        ({ text }) => text,
      ),
    ).toEqual(['fork p1', 'write p1 0x1000']);
    expect(timeline(document, { uri: URI, stamp: document.stamp, scenario: 1, steps: [0] })).toBeNull();
    expect(timeline(document, { uri: URI, stamp: 'another', scenario: 0, steps: [0] })).toBeNull();
  });
  it('is text in three forms', () => {
    const { document } = marked('fork p1');
    const text = (format: 'text' | 'markdown' | 'svg', stamp = document.stamp) =>
      timelineText(document, { uri: URI, stamp, scenario: 0, steps: [-1, 0], format });
    expect(text('text')).toContain('fork p1');
    expect(text('markdown')).toContain('| --- |');
    expect(text('svg')).toContain('<svg');
    expect(text('text', 'another')).toBe('');
  });
});
