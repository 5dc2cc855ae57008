import { reasons } from '../reason.ts';

/** What survives in `core/machine/look.ts`, and why. */
export const LOOK = reasons('core/machine/look.ts', [
  {
    within: 'processByte',
    context: 'entry !== null',
    kind: 'equivalent',
    why: 'Where there is no entry its flags are 0, and so it names nothing.',
  },
  {
    within: 'processByte',
    context: 'vma.file >= 0',
    kind: 'equivalent',
    why: 'A file with the number -1 has no pages, and what is not mapped is not looked at.',
  },
  { within: 'cachePage', original: 'pages?.get', kind: 'unreachable', why: 'Every file of a scenario is in the list.' },
  {
    within: 'cachePage',
    context: 'small',
    kind: 'equivalent',
    why: 'A huge page at its first index is found as such below.',
  },
  { within: 'referenceByte', kind: 'unreachable', why: 'Asked of pages that the reference has.' },
  {
    within: 'coherentPage',
    context: "'zero'",
    kind: 'equivalent',
    why: 'No entry counts for the zero page, so none of its viewers is found.',
  },
  {
    within: 'coherentPage',
    context: 'viewersOf',
    kind: 'speed',
    why: 'Where to look first: whoever maps the page is found in any case.',
  },
  { within: 'viewersOf', kind: 'speed', why: 'Where to look first: whoever maps the page is found in any case.' },
]);
