/** The runs of one scenario: the one that is shown, and those of the other kernels that its expectations are checked on. */
import {
  type Kernel,
  kernelsFor,
  runScenario,
  type Scenario,
  type Statement,
  type Trace,
  type Warning,
} from '@cowscope/core';

/** Which kernel a user wants to see. */
export interface KernelChoice {
  /** Chosen by hand: goes before what the document says. Null: nothing was chosen. */
  readonly chosen: string | null;
  /** Taken where neither user nor document say one; empty: the newest. */
  readonly fallback: string;
}

/** A failed expectation on a kernel that is not shown. */
export interface KernelWarning {
  readonly kernel: Kernel;
  readonly warning: Warning;
}

/** The runs of a scenario, each made when first asked for and kept. */
export class ScenarioRuns {
  /** Where its expectations are checked: the kernels that it names, else the one chosen, else the default. Never empty. */
  readonly kernels: readonly Kernel[];
  /** The kernel that is shown: the one chosen, else the first of `kernels`. */
  readonly shown: Kernel;
  private readonly scenario: Scenario;
  private shownTrace: Trace | undefined;
  private others: readonly KernelWarning[] | undefined;

  private readonly before: Trace | undefined;

  /** `before`: what was shown of the scenario before an edit, for the run to go on from. */
  constructor(scenario: Scenario, { chosen, fallback }: KernelChoice, before?: Trace) {
    this.scenario = scenario;
    this.before = before;
    const byHand = chosen === null ? undefined : knownKernel(scenario, chosen);
    const isFree = scenario.kernelWords.length === 0;
    this.kernels = isFree && byHand ? [byHand] : kernelsFor(scenario, [], fallback || undefined).kernels;
    this.shown = byHand ?? (this.kernels[0] as Kernel);
  }

  /** The run under the shown kernel. */
  get trace(): Trace {
    this.shownTrace ??= runScenario(this.scenario, this.shown, { kernels: this.kernels, before: this.before });
    return this.shownTrace;
  }

  /** The newest run that was shown: `trace` where it is there, else that before the edit. */
  get newest(): Trace | undefined {
    return this.shownTrace ?? this.before;
  }

  /** The runs under each of `kernels`. They are not kept, and cost a run each. */
  all(): Trace[] {
    return this.kernels.map((kernel) => (kernel.name === this.shown.name ? this.trace : this.run(kernel)));
  }

  /** The expectations that failed on the kernels that are not shown. */
  get failedElsewhere(): readonly KernelWarning[] {
    for (const work of this.missing()) work();
    return this.others ?? [];
  }

  /** What is still to be done until `trace` and `failedElsewhere` are there: a run in each piece. */
  *missing(): Generator<() => void> {
    if (this.shownTrace === undefined) yield () => void this.trace;
    if (this.others !== undefined) return;
    const found: KernelWarning[] = [];
    for (const kernel of this.unseenKernels()) yield () => void found.push(...this.failures(kernel));
    this.others ??= found;
  }

  private unseenKernels(): readonly Kernel[] {
    if (!this.scenario.statements.some(expectsSomething)) return [];
    return this.kernels.filter(({ name }) => name !== this.shown.name);
  }

  private failures(kernel: Kernel): KernelWarning[] {
    const failed = this.run(kernel).warnings.filter(({ code }) => code === 'expectation-failed');
    return failed.map((warning) => ({ kernel, warning }));
  }

  private run(kernel: Kernel): Trace {
    return runScenario(this.scenario, kernel, { kernels: this.kernels });
  }
}

/** The first kernel of that name that a scenario can run under; undefined where there is none. */
function knownKernel(scenario: Scenario, name: string): Kernel | undefined {
  const { kernels, errors } = kernelsFor(scenario, [name]);
  return errors.length > 0 ? undefined : kernels[0];
}

function expectsSomething(statement: Statement): boolean {
  return statement.expectation !== null || statement.outcomes.length > 0;
}
