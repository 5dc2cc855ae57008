/** How far the results reach: each value of a rule switch is replaced by its neighbours, and the results asked whether any notices. */
import {
  type Kernel,
  kernelNamed,
  neighboursUnder,
  type Rules,
  recordAsked,
  runScenario,
  SWITCH_NAMES,
  type SwitchName,
} from '@cowscope/core';
import { heldTo, type KernelResults, type RecordedScenarios, type ScenarioResult } from './results.ts';

/** A value of a switch under a kernel, another in its place, and the result that notices. */
export interface Reach {
  /** The real kernel. */
  readonly kernel: string;
  readonly name: SwitchName;
  readonly value: string;
  readonly becomes: string;
  /** How many of the results rest on the switch at all. */
  readonly asking: number;
  /** The first result that disagrees, `FILE:LINE`; null where none does. */
  readonly noticedBy: string | null;
}

/** Whether a result disagrees with a simulation, or the simulation comes to no end. */
function disagrees(result: ScenarioResult, recorded: RecordedScenarios, kernel: Kernel): boolean {
  try {
    const { steps, fresh } = heldTo(result, recorded.of(result), kernel);
    return fresh.length > 0 || steps !== result.compared.steps;
  } catch {
    return true;
  }
}

/** The results that read each switch of the simulated kernel. */
function askingResults(results: KernelResults, recorded: RecordedScenarios, kernel: Kernel) {
  const asking = new Map<SwitchName, ScenarioResult[]>(SWITCH_NAMES.map((name) => [name, []]));
  for (const result of results.scenarios) {
    const recording = recordAsked(kernel);
    runScenario(recorded.of(result), recording.kernel);
    for (const name of recording.asked.switches.keys()) asking.get(name)?.push(result);
  }
  return asking;
}

/** Every value of the simulated kernel that results rest on, each of its neighbours in its place. */
export function reachOf(results: KernelResults, recorded: RecordedScenarios): Reach[] {
  const kernel = kernelNamed(results.simulated);
  if (!kernel) throw new Error(`the results of ${results.kernel} name no kernel: ${results.simulated}`);
  const asking = askingResults(results, recorded, kernel);
  return SWITCH_NAMES.flatMap((name) =>
    neighboursUnder(kernel, name).map((becomes): Reach => {
      const mutated: Kernel = { ...kernel, rules: { ...kernel.rules, [name]: becomes } as Rules };
      const asked = asking.get(name) ?? [];
      const found = asked.find((result) => disagrees(result, recorded, mutated));
      const noticedBy = found ? `${found.file}:${found.line}` : null;
      // A kernel has a value wherever its entry has neighbours.
      return {
        kernel: results.kernel,
        name,
        value: kernel.rules[name] as string,
        becomes,
        asking: asked.length,
        noticedBy,
      };
    }),
  );
}
