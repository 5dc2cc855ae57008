/** The requests that say where a session may stop, and the places of the text that they name. */
import type { DebugException, DebugStops } from '@cowscope/server/protocol.ts';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { breakpointsOn, setData } from './breakpoints.ts';
import { LookingSession } from './looking.ts';

/** A session with its breakpoints. */
export class PlacingSession extends LookingSession {
  private statements: readonly number[] = [];
  private watches: readonly string[] = [];
  private exceptions: readonly DebugException[] = [];

  /** All that makes the session stop. */
  protected get stops(): DebugStops {
    const { statements, watches, exceptions } = this;
    return { statements, watches, exceptions };
  }

  protected override setBreakPointsRequest(
    response: DebugProtocol.SetBreakpointsResponse,
    { source, breakpoints = [] }: DebugProtocol.SetBreakpointsArguments,
  ): void {
    this.answer(response, async () => {
      const set = await breakpointsOn(this, source, breakpoints);
      if (set.isOurs) this.statements = set.statements;
      response.body = { breakpoints: set.breakpoints };
    });
  }

  protected override setDataBreakpointsRequest(
    response: DebugProtocol.SetDataBreakpointsResponse,
    { breakpoints }: DebugProtocol.SetDataBreakpointsArguments,
  ): void {
    this.answer(response, async () => {
      const set = await setData(this, breakpoints);
      this.watches = set.watches;
      response.body = { breakpoints: set.breakpoints };
    });
  }

  protected override setExceptionBreakPointsRequest(
    response: DebugProtocol.SetExceptionBreakpointsResponse,
    { filters }: DebugProtocol.SetExceptionBreakpointsArguments,
  ): void {
    // The filters are those of `CAPABILITIES`, which are named after the kinds.
    this.exceptions = filters as DebugException[];
    this.sendResponse(response);
  }

  /** Where a line can be broken at: each of its statements. */
  protected override breakpointLocationsRequest(
    response: DebugProtocol.BreakpointLocationsResponse,
    { line, endLine = line }: DebugProtocol.BreakpointLocationsArguments,
  ): void {
    this.answer(response, async () => {
      const places = await this.source.places({ run: this.run.run, from: line, to: endLine });
      response.body = {
        breakpoints: places.map((place) => ({
          line: place.line,
          column: place.column,
          endLine: place.line,
          endColumn: place.endColumn,
        })),
      };
    });
  }

  /** A number can be watched: where it stands in the variables, or as an expression. */
  protected override dataBreakpointInfoRequest(
    response: DebugProtocol.DataBreakpointInfoResponse,
    { variablesReference, name, frameId }: DebugProtocol.DataBreakpointInfoArguments,
  ): void {
    this.answer(response, async () => {
      const watch =
        variablesReference === undefined
          ? await this.watchOf(name, frameId)
          : (await this.nodeNamed(variablesReference, name))?.watch;
      response.body =
        watch == null
          ? {
              dataId: null,
              description: 'Counts of pages and bytes can be watched: page_count, mapcount, pincount, value',
            }
          : { dataId: watch, description: watch, accessTypes: ['write'], canPersist: true };
    });
  }

  private async watchOf(expression: string, frameId: number | undefined): Promise<string | null> {
    const position = this.positionOf(frameId);
    const node = await this.source.evaluate({ run: this.run.run, position, expression });
    return 'error' in node ? null : node.watch;
  }

  /** Every statement can be gone to, forwards and backwards. */
  protected override gotoTargetsRequest(
    response: DebugProtocol.GotoTargetsResponse,
    { line, column }: DebugProtocol.GotoTargetsArguments,
  ): void {
    this.answer(response, async () => {
      const places = await this.source.places({ run: this.run.run, from: line, to: line });
      const at = column === undefined ? undefined : places.find(({ endColumn }) => column < endColumn);
      response.body = {
        targets: (at === undefined ? places : [at]).map((place) => ({
          id: place.position + 1,
          label: `line ${place.line}, column ${place.column}`,
          line: place.line,
          column: place.column,
          endLine: place.line,
          endColumn: place.endColumn,
        })),
      };
    });
  }
}
