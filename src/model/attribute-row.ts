/** How an attribute can end (G-01). `refused!`: the service would not work without it, so that nothing is written unless that is accepted. */
export type AttributeOutcome = 'exact' | 'differs' | 'refused' | 'refused!' | 'not-applicable';

/** What becomes of one attribute of the Compose Specification; docs/conversion.md has a line for each. */
export interface AttributeRow {
  /** As a path pattern: `services.*.ports[].target`. */
  readonly attribute: string;
  /** Every outcome that an entry for it can have, the usual one first. */
  readonly outcomes: readonly AttributeOutcome[];
  /** The field that carries it, without the way from its object to the pod; empty for none. */
  readonly destination: string;
  /** What is different in a cluster, or why there is no field; missing where nothing is to be said. */
  readonly difference?: string;
  /** Rules of the contract that decide about it. */
  readonly rules: readonly string[];
  /** The first version of Kubernetes that can carry more of it than 1.28, which `--min-version` has to allow: `1.29`. */
  readonly since?: string;
}

/** Rows that say the same of several attributes below one. */
export function rowsBelow(parent: string, attributes: readonly string[], row: Omit<AttributeRow, 'attribute'>): readonly AttributeRow[] {
  return attributes.map((attribute) => ({ attribute: attribute.startsWith('[') ? parent + attribute : `${parent}.${attribute}`, ...row }));
}
