import { describe, expect, it } from 'vitest';
import type { Settings } from '../protocol.ts';
import { marked } from '../testing/marked.ts';
import { resolveInlayHint } from './inlayHintResolve.ts';
import { inlayHints } from './inlayHints.ts';

/** The labels of the hints of a text, or of the range between its marks. */
function check(text: string, expected: readonly string[], show: Settings['inlayHints']['show'] = 'all'): void {
  const { document, range } = marked(text);
  const hints = inlayHints(document, range, show);
  expect(hints.map(labelOf)).toEqual(expected);
}

function labelOf({ label }: ReturnType<typeof inlayHints>[number]): string {
  return typeof label === 'string' ? label : label.map(({ value }) => value).join('');
}

const LOST = "pin p1 0x1000 as dma; fork p1; write p1 0x1000 'A'; read dma";

describe('inlay hints', () => {
  it('show outcome and counts behind each statement', () => {
    check('fork p1; pin p1 0x1000; write p2 0x1000', ['shared 2/2 ●1', 'copy 1025/1 ■2', 'reuse 1/1 ●1']);
    check('kernel 5.5\nfork p1; pin p1 0x1000; write p2 0x1000', ['shared 2/2 ●1', 'copy 2/1 ■2', 'reuse 1/1 ●1']);
  });
  it('leave words out of a long line before they leave out what was read', () => {
    check(LOST, ['1025/1', 'early_copy 1025/1', '1025/1', "1025/1 = 'A'"]);
  });
  it('are never longer on a line than an editor shows', () => {
    const long = Array.from({ length: 30 }, (_, i) => `write p1 0x${i + 1}000`).join('; ');
    const { document, range } = marked(`fork p1; ${long}`);
    const labels = inlayHints(document, range, 'all').map(labelOf);
    expect(labels.length).toBeGreaterThan(3);
    expect(labels.join('').length).toBeLessThanOrEqual(43);
  });
  it('come for the range alone', () => check('fork p1\n$0write p1 0x1000\n$0', ['copy 1/1 ■2']));
  it('show changes alone, or nothing, as the setting says', () => {
    check('write p1 0x1000\nfork p1\nread p1 0x1000', ['shared 2/2 ●1'], 'changes');
    check('fork p1', [], 'off');
  });
  it('stand for the scenario they are in', () => {
    check('write p1 0x1000\nscenario "a"\nfork p1\nscenario "b"\nkernel 5.7\npin p1 0x1000', [
      'no_fault 1/1 ●1',
      'shared 2/2 ●1',
      'no_fault 1025/1 ●1',
    ]);
  });
  it('tell why in their box, with a link to the holder', () => {
    const { document, range } = marked('fork p1\npin p1 0x1000');
    const hint = inlayHints(document, range, 'all')[1];
    const resolved = hint && resolveInlayHint(document, hint, false);
    expect(JSON.stringify(resolved?.tooltip)).toContain('pin ref1');
    expect(typeof resolved?.label === 'object' && resolved.label[1]?.location?.range.start.line).toBe(1);
    expect(JSON.stringify(resolved)).not.toContain('<span');
    expect(JSON.stringify(hint && resolveInlayHint(document, hint, true))).toContain('<span style=');
  });
  it('have parts that lead to the timeline, the last holder, and the statement before that was about the page', () => {
    const { document, range } = marked('fork p1\nget p1 0x1000\n\nwrite p2 0x1000; read p1 0x1000');
    const hints = inlayHints(document, range, 'all');
    const parts = (i: number, isOurs: boolean) => {
      const { label } = resolveInlayHint(document, hints[i] as (typeof hints)[0], isOurs);
      return typeof label === 'string' ? [] : label;
    };
    const leads = (i: number) =>
      parts(i, true).map(
        ({ value, location, command }) => `${value.trim()}: ${command ? command.command : location?.range.start.line}`,
      );
    expect(leads(1)).toEqual(['no_fault: cowscope.showTimeline', '3/2: 1', '●1: 0']);
    expect(leads(3)).toEqual(['no_fault: cowscope.showTimeline', '2/1: 1', '●1: 1', '= 0: cowscope.showTimeline']);
    expect(parts(1, false).some(({ command }) => command)).toBe(false);
  });
});
