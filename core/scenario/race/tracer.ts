/** Notes what a step reads of components and what it changes. */
import type { Component } from './component.ts';

/** Numbers of values, by component; 0 beyond the end. */
export type Numbers = ArrayLike<number>;

/** A step under way, and what all steps so far have changed. */
export class Tracer {
  /** Those that any step ever changed, as they stand in a vector. */
  readonly components: Component[] = [];
  /** What the step under way has read, in this order. */
  reads: Component[] = [];
  /** Values of the component that has the most. */
  most = 0;
  /** Records that stand nowhere any more and may still be in somebody's hands. */
  readonly detached = new WeakMap<object, object>();
  private vector: Numbers = [];
  private changes: Component[] = [];
  private step = 0;

  /** A step begins in a state. */
  begin(vector: Numbers): void {
    for (const component of this.changes) component.settle();
    this.changes = [];
    this.vector = vector;
    this.reads = [];
    this.step++;
  }

  /** The step has ended. Returns what it changed: of each component its index, and the numbers of its new value and of its old. */
  end(): number[] {
    const writes: number[] = [];
    for (const component of this.changes) {
      const number = component.numberOf(component.settle());
      if (number >= this.most) this.most = number + 1;
      const before = this.numberIn(component);
      if (number === before) continue;
      if (component.index < 0) component.index = this.components.push(component) - 1;
      writes.push(component.index, number, before);
    }
    this.changes = [];
    return writes;
  }

  private numberIn({ index }: Component): number {
    return this.vector[index] ?? 0;
  }

  /** The value of a component, to be read alone. */
  read(component: Component): unknown {
    if (component.changed) return component.current;
    if (component.readIn !== this.step) {
      component.readIn = this.step;
      this.reads.push(component);
    }
    return component.values[this.numberIn(component)];
  }

  /** The value of a component, to be changed. */
  own(component: Component): unknown {
    if (component.changed) return component.current;
    const value = component.copyOf(this.read(component));
    this.changes.push(component);
    return value;
  }

  /** The step under way gives a component a value that it made. */
  put(component: Component, value: unknown): void {
    // What it was decides what the step changes.
    this.read(component);
    if (!component.changed) this.changes.push(component);
    component.renew(value);
  }

  /** One field of a component's value. What can be changed in place is handed out as the step's own. */
  field(component: Component, key: string): unknown {
    const member = (this.read(component) as Record<string, unknown>)[key];
    if (typeof member !== 'object' || member === null || key === 'content') return member;
    return (this.own(component) as Record<string, unknown>)[key];
  }

  /** A record whose fields stand in components. */
  recordSeen<T extends object>(componentOf: (key: string) => Component): T {
    const at = (key: string | symbol): Component => componentOf(key as string);
    const read = (key: string | symbol): object => this.detached.get(seen) ?? (this.read(at(key)) as object);
    const field = (key: string | symbol): unknown => {
      const alone = this.detached.get(seen);
      return alone === undefined ? this.field(at(key), key as string) : Reflect.get(alone, key);
    };
    const seen: T = new Proxy({} as T, {
      get: (_, key) => field(key),
      set: (_, key, value) => Reflect.set(this.detached.get(seen) ?? (this.own(at(key)) as object), key, value),
      has: (_, key) => key in read(key),
      ownKeys: () => Reflect.ownKeys(read('')),
      getOwnPropertyDescriptor: (_, key) => ({
        value: field(key),
        enumerable: true,
        configurable: true,
        writable: true,
      }),
    });
    return seen;
  }
}
