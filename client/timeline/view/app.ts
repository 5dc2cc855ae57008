/** The timeline: a bar of buttons and the table. */
import { Component, h } from 'preact';
import { act } from './actions.ts';
import { Bar } from './bar.ts';
import { Grid } from './grid.ts';
import { listen, send } from './host.ts';
import { actionOf } from './keys.ts';
import type { Scrolled } from './measures.ts';
import { type Cell, columnCount, heard, Loader, newView, type View } from './state.ts';

/** The whole page. */
export class App extends Component<object, View> {
  override state = newView();
  private readonly loader = new Loader();

  override componentDidMount(): void {
    listen((message) => {
      const range =
        message.type === 'columns' ? this.loader.answered(message.request, message.timeline !== null) : null;
      this.become(heard(this.state, message, range));
    });
    send({ type: 'ready' });
  }

  private become(view: View): void {
    this.setState(view, () => this.loader.ask(this.state));
  }

  private readonly scroll = (scrolled: Scrolled): void => this.become({ ...this.state, scrolled });

  private readonly go = (active: Cell, focus: boolean): void =>
    this.become(act(this.state, { type: 'go', active, focus }));

  private readonly press = (event: KeyboardEvent): void => {
    const action = actionOf(event, this.state);
    if (action === null) return;
    event.preventDefault();
    this.become(act(this.state, action));
  };

  override render(_props: object, view: View) {
    if (view.place === null || columnCount(view) === 0)
      return h(
        'p',
        { class: 'empty' },
        'Put the cursor into a scenario of a .cow file: its page tables, pages and references are shown here, step by step.',
      );
    return h(
      'div',
      { class: 'app' },
      h(Bar, { view, act: (action) => this.become(act(this.state, action)) }),
      h(Grid, { view, onScroll: this.scroll, onGo: this.go, onPress: this.press }),
      h('div', { class: 'said', role: 'status', 'aria-live': 'polite' }, view.said),
    );
  }
}
