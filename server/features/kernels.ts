import { ERA_NAMES, eraOf, LONG_TERM, NEWEST, SWITCH_NAMES, SWITCHES, VERSIONS } from '@cowscope/core';
import type { CowDocument } from '../document.ts';
import type { KernelItem } from '../protocol.ts';

/** The kernels that can be shown, the newest first, with what is special about each: a document's what-if kernels, versions, long-term kernels. */
export function kernels(document?: CowDocument): KernelItem[] {
  const whatIfs = document?.program.scenarios.flatMap((scenario) => scenario.whatIfs) ?? [];
  const named = new Map(
    whatIfs.map(({ name, base, changes }) => [
      name,
      `what-if: ${base} with ${changes.map((change) => change.join(' = ')).join(', ')}`,
    ]),
  );
  return [
    ...Array.from(named, ([name, detail]) => ({ name, detail })),
    ...VERSIONS.toReversed().map((name) => ({ name, detail: versionDetail(name) })),
    ...Object.entries(LONG_TERM).map(([name, { base, overrides }]) => ({
      name,
      detail: `${base} with ${Object.keys(overrides).join(', ')} as fixed later`,
    })),
  ];
}

/** What is special about a version, in a line; undefined where it is none. */
export function kernelDetail(version: string): string | undefined {
  return VERSIONS.includes(version) ? versionDetail(version) : undefined;
}

function versionDetail(version: string): string {
  const changed = SWITCH_NAMES.filter((name) => SWITCHES[name].entries.some(({ from }) => from === version));
  const eraName = Object.entries(ERA_NAMES).find(([, name]) => name === version)?.[0];
  const notes = [
    eraOf(version),
    version === NEWEST ? 'newest' : '',
    eraName ?? '',
    version === VERSIONS[0] ? 'oldest' : changedText(changed),
  ];
  return notes.filter((note) => note !== '').join(' · ');
}

function changedText(changed: readonly string[]): string {
  return changed.length === 0 ? '' : `changes ${changed.join(', ')}`;
}
