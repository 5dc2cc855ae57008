import { commands, EventEmitter, type ExtensionContext, languages, Uri, ViewColumn, window, workspace } from 'vscode';

/** A text and the kernel that it is about. */
export interface KernelText {
  readonly kernel: string;
  readonly text: string;
}

/** Shows texts that the server made, each in a read-only document beside the editor. */
export interface Results {
  /**
   * Shows the `kind` of text that was made of the document `of`, in a document that is opened when it is not, renewed
   * when it is. The editor keeps the focus, so that one can type on and ask again.
   */
  show(kind: 'run' | 'state' | 'compare' | 'bisect' | 'explore', of: Uri, text: string): Promise<void>;
  /** Shows two texts that were made of one document in a diff editor, each under the name of its kernel. */
  diff(of: Uri, left: KernelText, right: KernelText): Promise<void>;
}

const scheme = 'cowscope';

/** The manifest gives it an editor without numbers and guides: 72 columns need their room. */
const language = 'cow-report';

/** Registers the read-only documents. They live as long as the extension. */
export function registerResults(context: ExtensionContext): Results {
  const texts = new Map<string, string>();
  const changed = new EventEmitter<Uri>();
  context.subscriptions.push(
    changed,
    workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
    }),
  );
  return {
    async show(kind, of, text) {
      const uri = uriOf(kind, of);
      texts.set(uri.toString(), text);
      changed.fire(uri);
      const document = await languages.setTextDocumentLanguage(await workspace.openTextDocument(uri), language);
      await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: false });
    },
    async diff(of, left, right) {
      const [one, other] = [left, right].map(({ kernel, text }) => {
        const uri = uriOf(kernel, of);
        texts.set(uri.toString(), text);
        changed.fire(uri);
        return uri;
      });
      await commands.executeCommand('vscode.diff', one, other, `${left.kernel} ↔ ${right.kernel}`, { preview: false });
    },
  };
}

/** The tab reads `card.cow state`; a name that ended in `.cow` would be taken for a scenario. */
function uriOf(kind: string, of: Uri): Uri {
  const name = of.path.slice(of.path.lastIndexOf('/') + 1);
  return Uri.from({ scheme, path: `/${name} ${kind}`, query: of.toString() });
}
