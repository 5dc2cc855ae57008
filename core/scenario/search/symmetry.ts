/** Which processes and pages of a state are alike, so that a state and its mirror image are one. */

import { namedPage } from '../../machine/look.ts';
import { entryAt } from '../../machine/ptes.ts';
import { FLAGS } from '../../machine/state.ts';
import { vmaIdAt } from '../../machine/vmas.ts';
import type { Letter } from './alphabet.ts';
import type { Order } from './encode.ts';
import type { World } from './world.ts';

/** Operations that go through processes or pages in their order, or wake them in it: with them, names make a difference. */
const ORDERED: ReadonlySet<string> = new Set(['ksm', 'lock', 'unlock', 'uffd_wp', 'uffd_rwp', 'drain', 'cpu']);

/** Whether processes may change places: no letter tells them apart by their number. */
export function isSymmetric(letters: readonly Letter[]): boolean {
  return !letters.some(
    ({ word, said, process }) => process !== null || ORDERED.has(word) || said.includes('mergeable'),
  );
}

/** More processes than this in a state are told in their own order: the ways to order them are too many. */
const MOST = 4;

/** The orders to try for these worlds. Processes whose own entries differ are put in the order of those. */
export function ordersOf(
  worlds: readonly World[],
  slots: readonly number[],
  processes: number,
  usedPages: number,
  symmetric: boolean,
): Order[] {
  const ids = Array.from({ length: processes }, (_, i) => i);
  const mirrored = symmetric && processes <= MOST;
  return pageOrders(slots, mirrored ? usedPages : 0).flatMap((order) => {
    const ways = mirrored ? processOrders(worlds, ids, order) : [ids];
    return ways.map((way) => ({ processes: way, slots: order, references: referenceOrder(worlds, way, order) }));
  });
}

/** The first `used` pages in every order; the others, which nobody named, stay behind them. */
function pageOrders(slots: readonly number[], used: number): (readonly number[])[] {
  if (used < 2) return [slots];
  return permutations(slots.slice(0, used)).map((order) => [...order, ...slots.slice(used)]);
}

function processOrders(worlds: readonly World[], ids: readonly number[], slots: readonly number[]): number[][] {
  const looks = ids.map((id) => worlds.reduce((sum, world) => mixed(sum, lookOf(world, id, slots)), 0));
  const classes = new Map<number, number[]>();
  for (const id of ids) classes.set(looks[id]!, [...(classes.get(looks[id]!) ?? []), id]);
  const sorted = [...classes].sort(([a], [b]) => a - b).map(([, alike]) => permutations(alike));
  return sorted.reduce<number[][]>((ways, more) => ways.flatMap((way) => more.map((next) => [...way, ...next])), [[]]);
}

/** A number that is the same for processes that look alike by themselves, whatever they and their pages are called. */
function lookOf({ machine: m }: World, id: number, slots: readonly number[]): number {
  const process = m.state.processes[id];
  if (!process?.alive) return process ? -1 : -2;
  let look = process.hasPinned ? 1 : 0;
  for (const v of slots) {
    const entry = entryAt(m, process, v);
    look = mixed(look, vmaIdAt(m, process, v));
    look = mixed(look, entry === null ? 0 : entry.table[entry.at + FLAGS]!);
    const page = namedPage(m, id, v);
    if (page) look = mixed(mixed(look, page.count), page.mapcount);
  }
  return look;
}

function mixed(hash: number, value: number): number {
  return (Math.imul(hash, 31) + value) | 0;
}

/** Live references by what they are, so that it does not matter which was taken first. */
function referenceOrder(worlds: readonly World[], processes: readonly number[], slots: readonly number[]): number[] {
  const most = Math.max(...worlds.map(({ machine }) => machine.state.references.length));
  const live: { id: number; look: number }[] = [];
  for (let id = 0; id < most; id++) {
    let look = 0;
    let lives = false;
    for (const { machine: m } of worlds) {
      const reference = m.state.references[id];
      if (!reference) continue;
      lives = true;
      const page = m.state.pages[reference.pages[0] ?? 0];
      look = mixed(look, reference.kind === 'pin' ? 1 : reference.kind === 'get' ? 2 : 3);
      look = mixed(look, (reference.write ? 1 : 0) + (reference.longterm ? 2 : 0));
      look = mixed(look, processes.indexOf(reference.process));
      look = mixed(look, slots.indexOf(reference.slot));
      if (page) look = mixed(mixed(look, page.count), page.mapcount);
    }
    if (lives) live.push({ id, look });
  }
  return live.sort((a, b) => a.look - b.look || a.id - b.id).map(({ id }) => id);
}

function permutations<T>(things: readonly T[]): T[][] {
  if (things.length < 2) return [things.slice()];
  return things.flatMap((thing, i) =>
    permutations([...things.slice(0, i), ...things.slice(i + 1)]).map((rest) => [thing, ...rest]),
  );
}
