/** The editor: CodeMirror, with the language server behind it. */
import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import {
  findReferencesKeymap,
  formatKeymap,
  hoverTooltips,
  jumpToDefinitionKeymap,
  type LSPClient,
  renameKeymap,
  serverCompletion,
  signatureHelp,
} from '@codemirror/lsp-client';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  type ViewUpdate,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { cowLanguage } from './grammar.ts';
import { hoverAtCursor } from './hover.ts';
import { told } from './told.ts';

/** Colours by the variables of the page's style sheet, which knows light and dark. */
const highlighting = HighlightStyle.define([
  { tag: tags.comment, class: 'word-comment' },
  { tag: [tags.keyword, tags.controlKeyword], class: 'word-keyword' },
  { tag: [tags.operatorKeyword, tags.modifier, tags.operator], class: 'word-modifier' },
  { tag: tags.string, class: 'word-string' },
  { tag: tags.number, class: 'word-number' },
  { tag: [tags.atom, tags.propertyName], class: 'word-atom' },
]);

/** What the editor shows, and whom it tells. */
export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly client: LSPClient;
  readonly uri: string;
  readonly text: string;
  readonly onUpdate: (update: ViewUpdate) => void;
}

/** Makes the editor. */
export function createEditor({ parent, client, uri, text, onUpdate }: EditorOptions): EditorView {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const theme = new Compartment();
  const themed = () => EditorView.theme({}, { dark: dark.matches });
  const state = EditorState.create({
    doc: text,
    extensions: [editing(), serving(client, uri), theme.of(themed()), EditorView.updateListener.of(onUpdate)],
  });
  const view = new EditorView({ state, parent });
  dark.addEventListener('change', () => view.dispatch({ effects: theme.reconfigure(themed()) }));
  return view;
}

function editing(): Extension {
  return [
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSpecialChars(),
    drawSelection(),
    EditorView.lineWrapping,
    history(),
    bracketMatching(),
    closeBrackets(),
    indentUnit.of('  '),
    cowLanguage.extension,
    syntaxHighlighting(highlighting),
    EditorView.contentAttributes.of({ 'aria-label': 'Scenario', spellcheck: 'false', autocapitalize: 'off' }),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...defaultKeymap, ...historyKeymap]),
  ];
}

function serving(client: LSPClient, uri: string): Extension {
  return [
    hoverAtCursor(uri),
    client.plugin(uri, 'cow'),
    serverCompletion({ override: true }),
    hoverTooltips(),
    signatureHelp(),
    lintGutter(),
    told,
    keymap.of([...formatKeymap, ...renameKeymap, ...jumpToDefinitionKeymap, ...findReferencesKeymap]),
  ];
}
