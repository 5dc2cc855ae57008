/** The buttons above the table. */
import { h } from 'preact';
import type { CopyFormat } from '../messages.ts';
import type { Action } from './actions.ts';
import { stepOfColumn, type View } from './state.ts';

const FORMATS: readonly (readonly [CopyFormat, string])[] = [
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
    h('span', { class: 'title' }, place.title),
    h('span', { class: `verdict ${place.verdict}` }, `${place.verdict} on ${place.kernel}`),
    h('span', { class: 'space' }),
    toggle('Ideal machine', 'What a machine that never shares a page would hold (I)', ideal, () =>
      act({ type: 'ideal' }),
    ),
    toggle('Pin step', 'Pin the step of the active column, to compare two (P)', isPinned, () => act({ type: 'pin' })),
    pins.length === 2 &&
      toggle('Compare', 'Show only the two pinned steps (C)', compare, () => act({ type: 'compare' })),
    h(
      'select',
      {
        'aria-label': 'Copy the steps that are seen',
        title: 'Copy the steps that are seen',
        value: '',
        onChange: ({ currentTarget }: Event) => {
          const select = currentTarget as HTMLSelectElement;
          act({ type: 'copy', format: select.value as CopyFormat });
          select.value = '';
        },
      },
      h('option', { value: '', disabled: true }, 'Copy as…'),
      FORMATS.map(([format, name]) => h('option', { value: format }, name)),
    ),
  );
}

function toggle(text: string, title: string, isOn: boolean, onClick: () => void) {
  return h('button', { type: 'button', title, 'aria-pressed': isOn, onClick }, text);
}
