import { expect, test } from 'vitest';
import { formatLine, formatText } from './format.ts';

test.each([
  ['', ''],
  ['\n\n', ''],
  ['fork p1', 'fork p1\n'],
  ['  fork   p1\t;write p2\t0x1000;', 'fork p1; write p2 0x1000\n'],
  [';;fork p1;;;drain ; ;', 'fork p1; drain\n'],
  ['\n\nfork p1\n\n\n\ndrain\n\n', 'fork p1\n\ndrain\n'],
  ['fork p1\r\ndrain', 'fork p1\r\ndrain\r\n'],
  ['\ufefffork p1', '\ufefffork p1\n'],
  ['write p1 0xAB .. 0xCD', 'write p1 0xAB..0xCD\n'],
  ['write p1 buf + 8 5', 'write p1 buf +8 5\n'],
  ['write p1 buf+ 8 5', 'write p1 buf+8 5\n'],
  ['read dma +8', 'read dma +8\n'],
  ['fork p1=>shared on<5.9,early_copy on>=5.9', 'fork p1 => shared on < 5.9, early_copy on >= 5.9\n'],
  [
    'expect p1 0x1000 page_count 2,not writable on 5.9 .. 5.18',
    'expect p1 0x1000 page_count 2, not writable on 5.9..5.18\n',
  ],
  ['kernel k=5.10 with wp_reuse=never,pin_bias=1', 'kernel k = 5.10 with wp_reuse = never, pin_bias = 1\n'],
  ['scenario   "a  #  b"', 'scenario "a  #  b"\n'],
  ["write p1 0x1000 ' '", "write p1 0x1000 ' '\n"],
  ['  # a comment  \t', '# a comment\n'],
  ['fork p1#why', 'fork p1 #why\n'],
  ['race{thread a{fork p1;}thread b{drain}}', 'race { thread a { fork p1 } thread b { drain } }\n'],
  [
    'race {\nthread a {\nfork p1\n# why\n}\nthread b { drain }\n}\ndrain',
    'race {\n  thread a {\n    fork p1\n    # why\n  }\n  thread b { drain }\n}\ndrain\n',
  ],
  ['frok   p1', 'frok p1\n'],
  ['  write p1  @  0x1000', 'write p1  @  0x1000\n'],
  ['  "never  closed', '"never  closed\n'],
])('%j → %j', (text, formatted) => {
  expect(formatText(text)).toBe(formatted);
  expect(formatText(formatted)).toBe(formatted);
});

test('what is lined up stays in its column where there is room', () => {
  const text = "write p1 buf 'A'    => copy    # one\nread  p1 buf        => value 5 # two\n";
  expect(formatText(text)).toBe("write p1 buf 'A'    => copy    # one\nread p1 buf         => value 5 # two\n");
  expect(formatText('fork p1;drain  => done')).toBe('fork p1; drain => done\n');
});

test('one line is formatted at the depth it is told', () => {
  expect(formatLine('fork  p1', 2)).toBe('    fork p1');
  expect(formatLine('}', 2)).toBe('  }');
  expect(formatLine('   ')).toBe('');
});
