import { reasons } from '../reason.ts';

/** What survives in `core/machine/start.ts`, and why. */
export const START = reasons('core/machine/start.ts', [
  {
    within: 'startMachine',
    original: 'false',
    kind: 'equivalent',
    why: 'The ideal machine asks whether memory is shared of the memory of files alone.',
  },
  {
    within: 'pageAbout',
    original: 'page !== 0',
    replacement: 'true',
    kind: 'equivalent',
    why: 'Where nothing is at the first address, the call ended on nothing there, and its reference has no page.',
  },
  {
    within: 'emptyState',
    kind: 'equivalent',
    why: 'Pages and slots are numbered from 1 on either way; a batch is made where there is none.',
  },
  { within: 'emptyMachine', context: 'explain', kind: 'equivalent', why: 'Set anew before each run.' },
  {
    within: 'startMachine',
    context: 'files.push',
    kind: 'equivalent',
    why: 'A file that is not in the list is put there when its first page is.',
  },
  {
    within: 'runStatement',
    context: 'emptyBatch',
    kind: 'equivalent',
    why: 'A batch that is not there has nothing to move.',
  },
  { within: 'clearLog', kind: 'speed', why: 'An empty list is made anew.' },
  { within: 'isBlocked', kind: 'equivalent', why: 'Nobody has the number -1.' },
  {
    within: 'wake',
    context: 'blocked.why',
    kind: 'equivalent',
    why: 'For an event no page is waited for, and page 0 is never locked.',
  },
]);
