/** What the server told of the text, drawn into it: hints behind the statements, and colours of names and pages. */
import { type Extension, type Range, StateEffect, type StateEffectType, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';

/** A hint behind a statement. */
export interface Hint {
  readonly at: number;
  readonly text: string;
}

/** A stretch of the text with classes. */
export interface Coloured {
  readonly from: number;
  readonly to: number;
  readonly classes: string;
}

/** Says anew what the hints are. */
export const setHints = StateEffect.define<readonly Hint[]>();

/** Says anew what the colours are. */
export const setColours = StateEffect.define<readonly Coloured[]>();

class HintWidget extends WidgetType {
  private readonly text: string;

  constructor(text: string) {
    super();
    this.text = text;
  }

  override eq(other: HintWidget): boolean {
    return other.text === this.text;
  }

  override toDOM(): HTMLElement {
    const hint = document.createElement('span');
    hint.className = 'hint';
    // The blank is for those who hear the line.
    hint.textContent = ` ${this.text}`;
    return hint;
  }
}

function hintRange({ at, text }: Hint): Range<Decoration> {
  return Decoration.widget({ widget: new HintWidget(text), side: 1 }).range(at);
}

function colourRange({ from, to, classes }: Coloured): Range<Decoration> {
  return Decoration.mark({ class: classes }).range(from, to);
}

/** A field of decorations that moves with edits until the server has told of them. */
function field<T>(effect: StateEffectType<readonly T[]>, toRange: (one: T) => Range<Decoration>): Extension {
  return StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update: (shown, transaction) => {
      const told = transaction.effects.findLast((one) => one.is(effect));
      return told === undefined
        ? shown.map(transaction.changes)
        : Decoration.set((told.value as readonly T[]).map(toRange), true);
    },
    provide: (of) => EditorView.decorations.from(of),
  });
}

/** Shows hints and colours. */
export const told: Extension = [field(setHints, hintRange), field(setColours, colourRange)];
