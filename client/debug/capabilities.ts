import type { DebugException } from '@cowscope/server/protocol.ts';
import type { DebugProtocol } from '@vscode/debugprotocol';

/** What each exception breakpoint is called, and whether it is on where the user has not said. */
const FILTERS: Readonly<Record<DebugException, { label: string; description: string; default: boolean }>> = {
  lost: { label: 'Lost Write', description: 'A page was copied away from under a reference', default: true },
  leak: { label: 'Leak', description: 'Somebody sees bytes that they never should', default: true },
  slow: { label: 'Unnecessary Copy', description: 'A page was copied that nobody else could reach', default: false },
  fault: { label: 'Unexpected Fault', description: 'A fault or an error that no => expects', default: true },
  failed: { label: 'Failed Expectation', description: 'A => or an expect that does not hold', default: true },
};

/** What the debug adapter can do: everything that only looks, in both directions. Nothing can be changed. */
export const CAPABILITIES: DebugProtocol.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsStepBack: true,
  supportsRestartFrame: true,
  supportsGotoTargetsRequest: true,
  supportsBreakpointLocationsRequest: true,
  supportsDataBreakpoints: true,
  supportsExceptionInfoRequest: true,
  supportsEvaluateForHovers: true,
  supportsClipboardContext: true,
  supportsCompletionsRequest: true,
  completionTriggerCharacters: [' '],
  supportsReadMemoryRequest: true,
  supportsDelayedStackTraceLoading: true,
  supportsTerminateRequest: true,
  supportsCancelRequest: true,
  exceptionBreakpointFilters: Object.entries(FILTERS).map(([filter, texts]) => ({ filter, ...texts })),
};
