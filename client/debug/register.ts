import { COMMANDS } from '@cowscope/server/protocol.ts';
import {
  CancellationTokenSource,
  commands,
  DebugAdapterInlineImplementation,
  DebugConfigurationProviderTriggerKind,
  debug,
  type ExtensionContext,
  languages,
  Uri,
} from 'vscode';
import { scenarioEditor } from '../scenario-editor.ts';
import type { Server } from '../server.ts';
import type { Verdicts } from '../verdicts.ts';
import { configurationFor, configurationProvider, DEBUG_TYPE, folderOf, indexAtCursor } from './configuration.ts';
import { textOf } from './program.ts';
import { type Send, traceSource } from './source.ts';
import { evaluatableExpressions, inlineValues } from './values.ts';

/**
 * Registers the debugger: F5, `launch.json`, and the command *Debug Scenario*, which a lens gives document and scenario.
 * The adapter runs in this process, and its code is loaded when the first session starts.
 */
export function registerDebug(context: ExtensionContext, server: Server, verdicts: Verdicts): void {
  const source = traceSource(sendOver(server), textOf);
  const provider = configurationProvider(verdicts);
  const { Dynamic, Initial } = DebugConfigurationProviderTriggerKind;
  context.subscriptions.push(
    debug.registerDebugConfigurationProvider(DEBUG_TYPE, provider, Initial),
    debug.registerDebugConfigurationProvider(DEBUG_TYPE, provider, Dynamic),
    debug.registerDebugAdapterDescriptorFactory(DEBUG_TYPE, {
      async createDebugAdapterDescriptor() {
        const { CowDebugSession } = await import('./adapter.ts');
        return new DebugAdapterInlineImplementation(new CowDebugSession(source));
      },
    }),
    languages.registerInlineValuesProvider('cow', inlineValues),
    languages.registerEvaluatableExpressionProvider('cow', evaluatableExpressions),
    commands.registerCommand(COMMANDS.debug, (uri?: unknown, index?: unknown) => start(verdicts, uri, index)),
  );
}

/** Sends a request of a debug adapter to the server; it is cancelled there too. */
function sendOver(server: Server): Send {
  return (method, params, cancellation) => {
    const tokens = new CancellationTokenSource();
    cancellation?.onCancel(() => tokens.cancel());
    return server.sendRequest(method, params, tokens.token);
  };
}

/** Starts a session on the scenario that a lens names, else on the one at the cursor. Gives whether one started. */
async function start(verdicts: Verdicts, uri: unknown, index: unknown): Promise<boolean> {
  const document = scenarioEditorUnless(uri);
  const of = typeof uri === 'string' ? Uri.parse(uri) : document?.uri;
  if (of === undefined) return false;
  const scenario = typeof index === 'number' ? index : document ? indexAtCursor(verdicts, document) : 0;
  const configuration = configurationFor(verdicts, of, scenario);
  return debug.startDebugging(folderOf(configuration.program), configuration);
}

function scenarioEditorUnless(uri: unknown) {
  return typeof uri === 'string' ? undefined : scenarioEditor()?.document;
}
