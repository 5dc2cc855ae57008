/** Hovers without a mouse, and links in them that lead to lines of the text. */
import { forEachDiagnostic } from '@codemirror/lint';
import { LSPPlugin } from '@codemirror/lsp-client';
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { type Command, type EditorView, keymap, showTooltip, type Tooltip, ViewPlugin } from '@codemirror/view';
import type { Hover, MarkupContent } from 'vscode-languageserver-protocol';
import { offsetOf } from './places.ts';

const setHover = StateEffect.define<Tooltip | null>();

/** The hover at the cursor; it goes with the next move or edit. */
const hoverField = StateField.define<Tooltip | null>({
  create: () => null,
  update: (shown, transaction) => {
    const told = transaction.effects.findLast((one) => one.is(setHover));
    if (told) return told.value;
    return transaction.docChanged || transaction.selection ? null : shown;
  },
  provide: (field) => showTooltip.from(field),
});

function tooltipOf(plugin: LSPPlugin, pos: number, contents: MarkupContent): Tooltip {
  const create = () => {
    const dom = document.createElement('div');
    dom.className = 'cm-lsp-hover-tooltip cm-lsp-documentation';
    dom.setAttribute('role', 'status');
    dom.innerHTML = plugin.docToHTML(contents);
    dom.prepend(...problemsAt(plugin.view, pos));
    return { dom };
  };
  return { pos, create, above: true };
}

/** What is wrong at a place, a paragraph each; with a mouse, CodeMirror shows it beside the hover. */
function problemsAt({ state }: EditorView, pos: number): HTMLElement[] {
  const problems: HTMLElement[] = [];
  forEachDiagnostic(state, ({ severity, message }, from, to) => {
    if (pos < from || pos > to) return;
    const problem = document.createElement('p');
    problem.className = `problem ${severity}`;
    problem.textContent = `${severity}: ${message}`;
    problems.push(problem);
  });
  return problems;
}

const show: Command = (view) => {
  const plugin = LSPPlugin.get(view);
  if (plugin === null) return false;
  const { head } = view.state.selection.main;
  plugin.client.sync();
  const params = { textDocument: { uri: plugin.uri }, position: plugin.toPosition(head) };
  void plugin.client.request<object, Hover | null>('textDocument/hover', params).then((hover) => {
    const isStill = view.state.selection.main.head === head;
    if (hover && isStill)
      view.dispatch({ effects: setHover.of(tooltipOf(plugin, head, hover.contents as MarkupContent)) });
  });
  return true;
};

const hide: Command = (view) => {
  if (view.state.field(hoverField) === null) return false;
  view.dispatch({ effects: setHover.of(null) });
  return true;
};

/** Where a link leads within the text of that name, from 0; undefined where it leads out of it. */
export function lineOfLink(uri: string, href: string): number | undefined {
  const [, line] = /^#L?(\d+)/.exec(href.startsWith(uri) ? href.slice(uri.length) : '') ?? [];
  return line === undefined ? undefined : Math.max(Number(line) - 1, 0);
}

/** A click on a link in a hover: to the line, or to a window of its own. Hovers are in the editor, but not in its text. */
function followLinks(uri: string): Extension {
  return ViewPlugin.define((view) => {
    const follow = (event: MouseEvent) => {
      const href = event.target instanceof Element ? event.target.closest('a')?.getAttribute('href') : null;
      if (!href) return;
      event.preventDefault();
      const line = lineOfLink(uri, href);
      if (line === undefined) window.open(href, '_blank', 'noopener,noreferrer');
      else goTo(view, line);
    };
    view.dom.addEventListener('click', follow);
    return { destroy: () => view.dom.removeEventListener('click', follow) };
  });
}

function goTo(view: EditorView, line: number): void {
  const anchor = offsetOf(view.state.doc, { line, character: 0 });
  view.dispatch({ selection: { anchor }, scrollIntoView: true });
  view.focus();
}

/** Ctrl+K Ctrl+I, as in VS Code, or Alt+F1: the hover at the cursor; Escape takes it away. */
export function hoverAtCursor(uri: string): Extension {
  const keys = ['Mod-k Mod-i', 'Alt-F1'].map((key) => ({ key, run: show, preventDefault: true }));
  return [hoverField, followLinks(uri), keymap.of([...keys, { key: 'Escape', run: hide }])];
}
