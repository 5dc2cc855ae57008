/** The open documents and what is chosen for them. */
import { LineCache } from '@cowscope/core';
import { CowDocument } from './document.ts';
import { DEFAULT_SETTINGS, type Settings } from './protocol.ts';
import type { KernelChoice } from './runs.ts';

/** All that a server knows: open documents, settings, and the kernels chosen by hand. */
export class Workspace {
  private readonly documents = new Map<string, CowDocument>();
  private readonly chosenFor = new Map<string, string>();
  private chosenForAll: string | null = null;
  private cache: LineCache | undefined;
  private current: Settings = DEFAULT_SETTINGS;

  /** The settings, those that the client does not say by default. */
  get settings(): Settings {
    return this.current;
  }

  /** The open documents. */
  get all(): Iterable<CowDocument> {
    return this.documents.values();
  }

  /** The open document of that name; undefined where it is not open. */
  get(uri: string): CowDocument | undefined {
    return this.documents.get(uri);
  }

  /** Opens a document, in place of one that was open under its name. */
  open(uri: string, version: number, text: string): CowDocument {
    this.cache ??= new LineCache();
    const document = new CowDocument(uri, version, text, this.cache, () => this.choiceFor(uri));
    this.documents.set(uri, document);
    return document;
  }

  /** Closes a document: what was chosen for it is forgotten. */
  close(uri: string): void {
    this.documents.delete(uri);
    this.chosenFor.delete(uri);
  }

  /** Shows a kernel in one document, or in all; null goes back to what documents and settings say. */
  choose(uri: string | undefined, kernel: string | null): void {
    if (uri === undefined) {
      this.chosenForAll = kernel;
      this.chosenFor.clear();
    } else if (kernel === null) this.chosenFor.delete(uri);
    else this.chosenFor.set(uri, kernel);
    for (const document of this.documents.values())
      if (uri === undefined || document.uri === uri) document.kernelChanged();
  }

  /** Takes settings as a client sends them: what it does not say, or says in a wrong type, stays at its default. */
  configure(settings: unknown): void {
    const before = this.current;
    this.current = settingsFrom(settings);
    if (before.kernel !== this.current.kernel) for (const document of this.documents.values()) document.kernelChanged();
  }

  private choiceFor(uri: string): KernelChoice {
    return { chosen: this.chosenFor.get(uri) ?? this.chosenForAll, fallback: this.current.kernel };
  }
}

/** The settings in what a client sent. */
export function settingsFrom(sent: unknown): Settings {
  const { kernel, inlayHints, codeLens } = record(sent);
  const { show } = record(inlayHints);
  const { show: lenses } = record(codeLens);
  return {
    kernel: typeof kernel === 'string' ? kernel : DEFAULT_SETTINGS.kernel,
    inlayHints: {
      show: show === 'all' || show === 'changes' || show === 'off' ? show : DEFAULT_SETTINGS.inlayHints.show,
    },
    codeLens: {
      show: lenses === 'all' || lenses === 'run' || lenses === 'off' ? lenses : DEFAULT_SETTINGS.codeLens.show,
    },
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
