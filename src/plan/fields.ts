import { InternalError } from './internal-error.ts';

/**
 * The fields of one Kubernetes structure while rules fill it. Two rules that disagree about a field are a
 * mistake of ours and reported as one, rather than letting the last writer win.
 */
export class Fields {
  readonly #values = new Map<string, { value: unknown; rule: string }>();
  readonly #what: string;

  constructor(what: string) {
    this.#what = what;
  }

  /** @throws {InternalError} when another rule has set the field to something else */
  set(field: string, value: unknown, rule: string): void {
    const known = this.#values.get(field);
    if (known && JSON.stringify(known.value) !== JSON.stringify(value)) {
      throw new InternalError(`${this.#what}.${field} is set by ${known.rule} and, differently, by ${rule}`);
    }
    if (!known) this.#values.set(field, { value, rule });
  }

  /** Sets a field to what several services of one pod agree on, whatever it was. */
  settle(field: string, value: unknown, rule: string): void {
    this.#values.set(field, { value, rule });
  }

  /** Names of the fields that are set, in the order in which they were. */
  get names(): readonly string[] {
    return [...this.#values.keys()];
  }

  has(field: string): boolean {
    return this.#values.has(field);
  }

  get(field: string): unknown {
    return this.#values.get(field)?.value;
  }

  get isEmpty(): boolean {
    return this.#values.size === 0;
  }

  /** The fields in the order given; those that it does not name follow by name. */
  inOrder(order: readonly string[]): Record<string, unknown> {
    const rest = [...this.#values.keys()].filter((k) => !order.includes(k)).sort();
    const out: Record<string, unknown> = {};
    for (const field of [...order, ...rest]) {
      const held = this.#values.get(field);
      if (held) out[field] = held.value;
    }
    return out;
  }
}
