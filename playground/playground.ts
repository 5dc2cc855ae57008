/** The page: an editor, the lists above it, the timeline beside it, and the address that carries it all. */
import { LSPClient } from '@codemirror/lsp-client';
import type { EditorView, ViewUpdate } from '@codemirror/view';
import {
  KERNELS,
  type KernelItem,
  type KernelsParams,
  OWN_CLIENT,
  SET_KERNEL,
  type SetKernelParams,
  type SetKernelResult,
  STATUS,
  type StatusParams,
} from '@cowscope/server/protocol.ts';
import DOMPurify from 'dompurify';
import { Address } from './address.ts';
import { chooseExample, exampleText, fillExamples, fillKernels } from './choices.ts';
import { Asking } from './editor/ask.ts';
import { createEditor } from './editor/editor.ts';
import { startServer } from './language-server.ts';
import { fromFragment, type Shared } from './link.ts';
import { TimelineHost } from './timeline/host.ts';

/** What the server calls the text. Links in hovers lead there, and a sanitizer lets none to a file pass; nobody asks for it. */
const URI = 'https://playground.invalid/scenario.cow';

/** Milliseconds after which an answer is given up: a race of many threads takes its time. */
const PATIENCE = 60_000;

/** Opened where the address names nothing. */
const FIRST = '02-lost-write.cow';

function element<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

/** The page and all that it does. */
export class Playground {
  private readonly example = element<HTMLSelectElement>('example');
  private readonly kernels = element<HTMLSelectElement>('kernel');
  private readonly verdict = element<HTMLOutputElement>('verdict');
  private readonly said = element('said');
  private readonly client: LSPClient;
  private readonly view: EditorView;
  private readonly asking: Asking;
  private readonly timeline: TimelineHost;
  private readonly address = new Address((shared) => this.openLink(shared));
  /** Chosen by hand; null: as written. */
  private kernel: string | null = null;

  constructor() {
    this.client = new LSPClient({
      timeout: PATIENCE,
      initializationOptions: { [OWN_CLIENT]: true },
      sanitizeHTML: (html) => DOMPurify.sanitize(html),
      notificationHandlers: { [STATUS]: (_, params: StatusParams) => this.showStatus(params) },
    }).connect(startServer());
    const text = exampleText(FIRST) ?? '';
    const onUpdate = (update: ViewUpdate) => this.updated(update);
    this.view = createEditor({ parent: element('editor'), client: this.client, uri: URI, text, onUpdate });
    this.asking = new Asking(this.client, this.view, URI, () => void this.asked());
    this.timeline = new TimelineHost({ client: this.client, view: this.view, uri: URI });
    fillExamples(this.example);
    this.listen();
  }

  /** Opens what the address carries, else the first example. */
  async start(): Promise<void> {
    const { hash } = location;
    if (hash.length > 1) this.openLink(await fromFragment(hash));
    chooseExample(this.example, this.text);
    await this.asking.changed();
    this.view.focus();
  }

  private get text(): string {
    return this.view.state.doc.toString();
  }

  private get shared(): Shared {
    return { text: this.text, kernel: this.kernel };
  }

  private listen(): void {
    this.example.addEventListener('change', () => {
      const text = exampleText(this.example.value);
      if (text !== undefined) this.open({ text, kernel: null });
    });
    this.kernels.addEventListener('change', () => void this.choose(this.kernels.value || null));
    element('share').addEventListener('click', () => void this.share());
  }

  private openLink(shared: Shared | null): void {
    if (shared === null) this.say('The link holds no scenario that can be read');
    else this.open(shared);
  }

  private open({ text, kernel }: Shared): void {
    const changes = { from: 0, to: this.view.state.doc.length, insert: text };
    this.view.dispatch({ changes, selection: { anchor: 0 }, scrollIntoView: true });
    void this.choose(kernel);
  }

  private async choose(kernel: string | null): Promise<void> {
    await this.client.initializing;
    // What-if kernels are those of the text that the server knows.
    this.client.sync();
    const params: SetKernelParams = { uri: URI, kernel };
    const { error } = await this.client.request<SetKernelParams, SetKernelResult>(SET_KERNEL, params);
    if (error === null) this.kernel = kernel;
    else this.say(error);
    await this.asking.changed();
  }

  private updated({ docChanged, selectionSet, viewportChanged }: ViewUpdate): void {
    if (docChanged) {
      chooseExample(this.example, this.text);
      void this.asking.changed();
      return;
    }
    if (selectionSet) void this.timeline.tellPlace();
    if (viewportChanged) this.asking.scrolled();
  }

  /** What is shown is of what stands: the rest of the page follows. */
  private async asked(): Promise<void> {
    this.address.follow(this.shared);
    const kernels = await this.client.request<KernelsParams, KernelItem[]>(KERNELS, { uri: URI });
    fillKernels(this.kernels, kernels, this.kernel);
    await this.timeline.tellPlace();
  }

  private showStatus({ scenarios }: StatusParams): boolean {
    const [first] = scenarios;
    const worst = scenarios.find(({ verdict }) => verdict !== 'right') ?? first;
    const failed = scenarios.reduce((sum, scenario) => sum + scenario.failed, 0);
    const text =
      worst === undefined ? '' : `${worst.verdict} on ${worst.kernel}${failed > 0 ? `, ${failed} failed` : ''}`;
    this.verdict.className = worst?.verdict ?? '';
    if (this.verdict.textContent !== text) this.verdict.textContent = text;
    return true;
  }

  private async share(): Promise<void> {
    const address = await this.address.write(this.shared);
    try {
      await navigator.clipboard.writeText(address);
      this.say('Link copied');
    } catch {
      this.say('The link is in the address bar');
    }
  }

  /** Says it to a screen reader, and shows it for a while. */
  private say(text: string): void {
    this.said.textContent = text;
    this.said.classList.remove('said');
    setTimeout(() => this.said.classList.add('said'), 4000);
  }
}
