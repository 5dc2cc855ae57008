import { afterEach, expect, it } from 'vitest';
import type { InlayHint } from 'vscode-languageserver/node';
import { ANNOTATE, type AnnotateResult } from './protocol.ts';
import { startServer, type TestClient } from './testing/client.ts';
import { URI } from './testing/marked.ts';

/** What an exported program printed of `fork p1` on a machine that saw three references where there are two. */
const pte = (process: string) =>
  `{"process":"${process}","address":"0x1000","state":"present","page":1,"writable":false,"dirty":true,"soft_dirty":true,"uffd_wp":false}`;
const PRINTED = `# kernel 6.12.117
# trace {"line":2,"column":1,"outcome":null,"ptes":[${pte('p1')},${pte('p2')}],"refs":[],"pages":[{"page":1,"kind":null,"page_count":3,"mapcount":2,"exclusive":false}]}
# stopped {"line":3,"column":1,"reason":"user space cannot do lock"}
`;

let client: TestClient | undefined;

afterEach(async () => {
  expect(await client?.end()).toBe(0);
  client = undefined;
});

it('a client shows an observed trace, sees where it parts from the simulation, and clears it', {
  timeout: 60_000,
}, async () => {
  const server = (client = await startServer());
  await server.open('kernel lts-6.12\nfork p1\nlock p1 0x1000');
  const annotate = (text: string | null) => server.ask<AnnotateResult>(ANNOTATE, { uri: URI, scenario: 0, text });
  const labels = async () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } };
    const hints = await server.ask<InlayHint[]>('textDocument/inlayHint', { range });
    return hints.map(({ label }) => label).filter((label) => typeof label === 'string');
  };
  expect((await annotate(PRINTED)).message).toMatch(
    /^6\.12\.117 beside lts-6\.12: 1 steps, \d+ values, 1 differences\.$/,
  );
  expect(await server.codes()).toContain('observed-differs');
  expect(await labels()).toEqual(['≠ real page_count 3']);
  expect((await annotate('hello')).error).toMatch(/neither an observed step/);
  await annotate(null);
  expect(await server.codes()).not.toContain('observed-differs');
  expect(await labels()).toEqual([]);
});
