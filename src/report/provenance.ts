import type { Addition, Entry } from '../ledger/entry.ts';
import type { Conversion } from '../pipeline.ts';
import type { KubeObject } from '../plan/kubernetes.ts';
import { type StructuralDefault, structuralDefault } from './structural-defaults.ts';

/** Where a field of an object comes from. */
export type FieldSource =
  | {
      readonly kind: 'entry';
      readonly entry: Entry;
      /** By which the attribute shaped the field: that of the entry, or of what follows from the attribute. */
      readonly rule: string;
    }
  | { readonly kind: 'addition'; readonly addition: Addition }
  | { readonly kind: 'default'; readonly byDefault: StructuralDefault };

type Told = Exclude<FieldSource, { readonly kind: 'default' }>;

/** Answers which lines of the input, additions and defaults shaped a field; made once for a conversion. */
export class Provenance {
  /** By object, then by pointer. */
  readonly #told = new Map<string, Map<string, Told[]>>();

  constructor({ entries, additions }: Pick<Conversion, 'entries' | 'additions'>) {
    for (const entry of entries)
      for (const target of entry.targets) this.#tell(target, { kind: 'entry', entry, rule: target.rule ?? entry.rule });
    for (const addition of additions) for (const target of addition.targets) this.#tell(target, { kind: 'addition', addition });
  }

  /** What says most exactly where the field comes from: told of itself or of the nearest field that it is part of, or so by default. */
  sourcesOf(object: KubeObject, pointer: string): readonly FieldSource[] {
    const told = this.#told.get(objectId(object));
    const byDefault = structuralDefault(object, pointer);
    for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
      const here = told?.get(at);
      const isDefaultNearer = byDefault !== undefined && depthOf(byDefault.pointer) > depthOf(at);
      if (here && !isDefaultNearer) return here;
      if (at === '') break;
    }
    return byDefault ? [{ kind: 'default', byDefault }] : [];
  }

  /** Everything told of fields below a pointer, by pointer, in the order of the account. */
  below(object: KubeObject, pointer: string): ReadonlyMap<string, readonly FieldSource[]> {
    const told = this.#told.get(objectId(object)) ?? [];
    return new Map([...told].filter(([at]) => at.startsWith(`${pointer}/`)));
  }

  #tell({ object, pointer }: Entry['targets'][number], source: Told): void {
    const id = objectId({ kind: object.kind, metadata: object });
    const told = this.#told.get(id) ?? new Map<string, Told[]>();
    this.#told.set(id, told);
    const here = told.get(pointer);
    if (here) here.push(source);
    else told.set(pointer, [source]);
  }
}

function objectId({ kind, metadata }: { readonly kind: string; readonly metadata: { readonly name: string } }): string {
  return `${kind}/${metadata.name}`;
}

function depthOf(pointer: string): number {
  return pointer.split('/').length;
}
