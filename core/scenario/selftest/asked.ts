/** Which rule switches a run reads: what its result rests on. Two kernels that agree in these give the same run. */
import { type Kernel, type Rules, SWITCH_NAMES, type SwitchName } from '../../kernel/index.ts';

/** What a run read of its kernel. */
export interface Asked {
  /** The switches, each with the value that it had. */
  readonly switches: ReadonlyMap<SwitchName, string | null>;
  /** The version, where a call's first kernel was asked; else null. */
  readonly base: string | null;
}

/** A kernel that notes what is read of it, and what was noted so far. */
export function recordAsked(kernel: Kernel): { readonly kernel: Kernel; readonly asked: Asked } {
  const switches = new Map<SwitchName, string | null>();
  const asked = { switches, base: null as string | null };
  const rules = {};
  for (const name of SWITCH_NAMES) {
    const value = kernel.rules[name];
    Object.defineProperty(rules, name, {
      enumerable: true,
      get: () => {
        switches.set(name, value);
        return value;
      },
    });
  }
  const recording = Object.defineProperty({ ...kernel, rules: rules as Rules }, 'base', {
    enumerable: true,
    get: () => {
      asked.base = kernel.base;
      return kernel.base;
    },
  });
  return { kernel: recording, asked };
}

/** Whether a run that asked this would read the same answers from another kernel, and so come out the same. */
export function answersAlike({ switches, base }: Asked, kernel: Kernel): boolean {
  if (base !== null && base !== kernel.base) return false;
  for (const [name, value] of switches) if (kernel.rules[name] !== value) return false;
  return true;
}
