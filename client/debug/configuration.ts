import {
  type DebugConfiguration,
  type DebugConfigurationProvider,
  type TextDocument,
  type Uri,
  window,
  workspace,
} from 'vscode';
import { scenarioEditor } from '../scenario-editor.ts';
import type { Verdicts } from '../verdicts.ts';
import { programOf, uriOf } from './program.ts';

/** The type of debug sessions, as the manifest names it. */
export const DEBUG_TYPE = 'cow';

/** A launch of one scenario under the kernel that is shown for it, which stands before its first statement. */
export function configurationFor(verdicts: Verdicts, uri: Uri, scenario: number): DebugConfiguration {
  const shown = verdicts.scenario(uri, scenario);
  return {
    type: DEBUG_TYPE,
    request: 'launch',
    name: shown ? `${shown.title} on ${shown.kernel}` : 'Debug Scenario',
    program: programOf({ uri }),
    scenario,
    ...(shown && { kernel: shown.kernel }),
    ...(shown?.interleaving && { interleaving: shown.interleaving }),
    stopOnEntry: true,
  };
}

/**
 * Fills what a launch configuration leaves out: F5 without one debugs the scenario at the cursor, and a configuration
 * without `program` the file in the editor.
 */
export function configurationProvider(verdicts: Verdicts): DebugConfigurationProvider {
  return {
    resolveDebugConfiguration(_folder, configuration) {
      if (configuration.type && configuration.program) return configuration;
      const document = scenarioEditor()?.document;
      if (document === undefined) return undefined;
      const here = configurationFor(verdicts, document.uri, indexAtCursor(verdicts, document));
      return configuration.type ? { ...configuration, program: here.program } : here;
    },
    provideDebugConfigurations: () => {
      const document = window.activeTextEditor?.document;
      const uris = document?.languageId === 'cow' ? [document.uri] : [];
      return uris.map((uri) => configurationFor(verdicts, uri, 0));
    },
  };
}

/** The scenario that the cursor is in; the first where the server has said nothing yet. */
export function indexAtCursor(verdicts: Verdicts, document: TextDocument): number {
  const editor = window.visibleTextEditors.find((visible) => visible.document === document);
  return (editor && verdicts.at(document.uri, editor.selection.active)?.index) ?? 0;
}

/** The folder of the workspace that a program is in; undefined where it is in none. */
export function folderOf(program: string) {
  return workspace.getWorkspaceFolder(uriOf(program));
}
