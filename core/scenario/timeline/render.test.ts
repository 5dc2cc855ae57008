import { describe, expect, it } from 'vitest';
import { kernelNamed } from '../../kernel/index.ts';
import { parseProgram } from '../../language/parse.ts';
import { cowFiles } from '../../tests/testing/files.ts';
import { runScenario } from '../run.ts';
import { timelineMarkdown } from './markdown.ts';
import { timelineSvg } from './svg.ts';
import { timelineText } from './text.ts';
import { timeline } from './timeline.ts';
import type { Timeline } from './types.ts';

function made(text: string, kernel: string, ideal: boolean): Timeline {
  const trace = runScenario(parseProgram(text).scenarios[0]!, kernelNamed(kernel)!);
  return timeline(trace, { steps: Array.from({ length: trace.stepCount + 1 }, (_, i) => i - 1), ideal });
}

const CARD = 'scenario "card"\npin p1 0x1000 as dma\nfork p1 as child\nwrite p1 0x1000 \'A\'\nread dma';

describe('a timeline as text', () => {
  it('fits a mail, and marks what changed', () => {
    expect(timelineText(made(CARD, '5.8', true))).toBe(`"card" on 5.8: lost

  0  start
  2  pin p1 0x1000 as dma                     no_fault 1025/1
  3  fork p1 as child                         shared 1026/2
  4  write p1 0x1000 'A'                      copy 1/1
  5  read dma                                 done 1025/1 value 0

line             0         2           3           4           5
entries:
p1 0x1000        #1 W D S  #1 W D S    #1 -W D S   *#2 +W D S  #2 W D S
child 0x1000                           +#1 +D +S   #1 D S      #1 D S
pages:
#1 anon          1/1       ^1025/1 +P  ^1026/^2 P  v1025/v1 P  1025/1 P
#2 anon                                            +1/+1 +'A'  1/1 'A'
references:
dma pin write              +#1 +=      #1 =        #1 *!=      #1 !=
ideal machine:
ideal dma                                          +'A'!=0     'A'!=0
ideal p1 0x1000                                    +'A'        'A'

The machines first differ for dma, byte 0.

+ new, - gone, ^ more, v less, * another, W writable, D dirty, S
soft_dirty, P maybe_pinned`);
  });
  it('is a Markdown table', () => {
    expect(
      timelineMarkdown(made(CARD, '5.8', false))
        .split('\n')
        .slice(4, 9),
    ).toEqual([
      '| p1 0x1000 | ●1 W D S | ●1 W D S | ●1 ~~W~~ D S | **→■2** **+W** D S | ■2 W D S |',
      '| child 0x1000 |  |  | **+●1** **+D** **+S** | ●1 D S | ●1 D S |',
      '| ●1 anon | 1/1 | **↑1025**/1 **+P** | **↑1026**/**↑2** P | **↓1025**/**↓1** P | 1025/1 P |',
      "| ■2 anon |  |  |  | **+1**/**+1** **+'A'** | 1/1 'A' |",
      '| dma pin write |  | **+●1** **+=** | ●1 = | ●1 **→≠** | ●1 ≠ |',
    ]);
  });
  it('takes nothing of a scenario for Markdown', () => {
    expect(timelineMarkdown(made('scenario "a|*b*"\nread p1 0x1000', '5.8', false))).toContain('**a\\|\\*b\\***');
  });
  it('is an SVG that stands alone, with the words of the cells in it', () => {
    const svg = timelineSvg(made(CARD.replace('card', 'a < b & c'), '5.8', true));
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" role="img"/);
    expect(svg).toContain('<title>a &lt; b &amp; c on 5.8: lost</title>');
    expect(svg).toContain('<tspan class="up">↑1026</tspan>/<tspan class="up">↑2</tspan>');
    expect(svg).toContain('<tspan class="changed page-2">→■2</tspan>');
    expect(svg).not.toMatch(/href|<script|url\(/);
  });
  it('is no wider than 72 columns and plain ASCII for every example', () => {
    for (const { name, text } of cowFiles('examples')) {
      const { scenarios } = parseProgram(text);
      for (const scenario of scenarios) {
        const trace = runScenario(scenario, kernelNamed('5.10')!);
        const steps = Array.from({ length: Math.min(trace.stepCount + 1, 12) }, (_, i) => i - 1);
        const lines = timelineText(timeline(trace, { steps, ideal: true })).split('\n');
        expect(
          lines.filter((line) => line.length > 72 || /[^\x20-\x7e]/.test(line)),
          name,
        ).toEqual([]);
      }
    }
  });
});
