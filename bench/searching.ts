import { VERSIONS } from '@cowscope/core';
import { EXPLORE, SEARCH_BEGIN, SEARCH_GO, type SearchBegun, type SearchTurn } from '@cowscope/server/protocol.ts';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { cowDocument } from './documents.ts';
import { editing, opening } from './editing.ts';
import { type Figure, single } from './figure.ts';
import { LanguageServer } from './language-server.ts';
import { byTurns, summarise, timed } from './measure.ts';

/** A search that takes longer than anybody measures: these two kernels differ in no verdict that it could find soon. */
const SEARCH = { kernels: VERSIONS.slice(-2), sought: 'verdict', length: 9 };

/** A race of more states than anybody waits for. */
const RACE = {
  uri: 'file:///bench/race.cow',
  languageId: 'cow',
  lines: [
    'fork p1',
    `race { ${['a', 'b', 'c', 'd'].map((name) => `thread ${name} { write p1 0x1000 x8; write p1 0x1000 x8 }`).join('\n')} }`,
  ],
  edited: () => '',
  targets: [],
};

/** Milliseconds after which a cancel has to have been obeyed. */
const CANCELLED_WITHIN = 100;

/** Edits beside a search in the same server, by turns with edits in one that does nothing else; and how soon a cancel is obeyed. */
export async function searchingFigures(
  script: string,
  lines: number,
  { rounds, warmUp }: { rounds: number; warmUp: number },
): Promise<Figure[]> {
  const [busy, idle] = [await LanguageServer.start(script), await LanguageServer.start(script)];
  let isSearching = true;
  const searching = (async () => {
    const { search } = await busy.request<SearchBegun>(SEARCH_BEGIN, SEARCH);
    for (;;) {
      const { done, message } = await busy.request<SearchTurn>(SEARCH_GO, { search });
      if (!isSearching) return;
      if (done)
        throw new Error(`the search of the bench came to its end, and nothing was measured beside it: ${message}`);
    }
  })();
  try {
    const [one, other] = [cowDocument(lines), cowDocument(lines)];
    await Promise.all([opening(busy, one)(), opening(idle, other)()]);
    const samples = await byTurns({ busy: editing(busy, one), idle: editing(idle, other) }, { rounds, warmUp });
    isSearching = false;
    await searching;
    return [
      {
        name: `edit → diagnostics beside a search, ${lines.toLocaleString('en')} lines`,
        unit: 'ms',
        ours: summarise(samples.busy ?? []),
        theirs: summarise(samples.idle ?? []),
        peer: 'without a search',
        target: 2,
      },
      await cancelFigure(idle, Math.ceil(rounds / 5)),
    ];
  } finally {
    await Promise.all([busy.stop(), idle.stop()]);
  }
}

/** From a cancel of *Explore Races* to the answer that it was cancelled. */
async function cancelFigure(server: LanguageServer, rounds: number): Promise<Figure> {
  await server.open(RACE);
  const samples: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const source = new CancellationTokenSource();
    const answer = server.request(EXPLORE, { uri: RACE.uri }, source.token).then(
      () => Promise.reject(new Error('the race of the bench was explored whole: nothing was cancelled')),
      () => undefined,
    );
    await new Promise((resolve) => setTimeout(resolve, 150));
    samples.push(
      await timed(() => {
        source.cancel();
        return answer;
      }),
    );
  }
  return {
    name: 'cancel of an exploration → answered',
    unit: 'ms',
    ours: summarise(samples),
    theirs: single(CANCELLED_WITHIN),
    peer: 'asked for',
    target: 1,
  };
}
