/** The buttons above the table. */
import { h } from 'preact';
import type { TimelineFormat } from '../messages.ts';
import type { Action } from './actions.ts';
import { stepOfColumn, type View } from './state.ts';

const FORMATS: readonly (readonly [TimelineFormat, string])[] = [
  ['text', 'Text, 72 columns'],
  ['markdown', 'Markdown'],
  ['svg', 'SVG'],
];

/** The bar: what is shown, and what can be done with it. */
export function Bar({ view, act }: { view: View; act: (action: Action) => void }) {
  const { place, ideal, compare, pins, active } = view;
  if (place === null) return null;
  const isPinned = pins.includes(stepOfColumn(view, active.column));
  return h(
    'div',
    { class: 'bar', role: 'toolbar', 'aria-label': 'Timeline' },
    h('h1', { class: 'title' }, place.title),
    h('span', { class: `verdict ${place.verdict}` }, `${place.verdict} on ${place.kernel}`),
    h('span', { class: 'space' }),
    toggle('Ideal machine', 'What a machine that never shares a page would hold (I)', ideal, () =>
      act({ type: 'ideal' }),
    ),
    ideal && !compare && difference(view, act),
    toggle('Pin step', 'Pin the step of the active column, to compare two (P)', isPinned, () => act({ type: 'pin' })),
    pins.length === 2 &&
      toggle('Compare', 'Show only the two pinned steps (C)', compare, () => act({ type: 'compare' })),
    h(
      'select',
      {
        'aria-label': 'Copy the steps',
        title: 'Copy the steps, or those that are seen of many (Ctrl+C: as text)',
        value: '',
        onChange: ({ currentTarget }: Event) => {
          const select = currentTarget as HTMLSelectElement;
          act({ type: 'copy', format: select.value as TimelineFormat });
          select.value = '';
        },
      },
      h('option', { value: '', disabled: true }, 'Copy as…'),
      FORMATS.map(([format, name]) => h('option', { value: format }, name)),
    ),
  );
}

/** Leads to the first byte that differs; says so where none does. */
function difference({ loaded }: View, act: (action: Action) => void) {
  if (loaded === null) return null;
  if (loaded.timeline.firstDifference === null) return h('span', { class: 'same' }, 'no byte differs');
  const title = 'Go to the first byte in which the machines differ (D)';
  return h('button', { type: 'button', title, onClick: () => act({ type: 'difference' }) }, '≠ First difference');
}

function toggle(text: string, title: string, isOn: boolean, onClick: () => void) {
  return h(
    'button',
    { type: 'button', title, 'aria-pressed': isOn, onClick },
    isOn && h('span', { 'aria-hidden': true }, '✓ '),
    text,
  );
}
