import type { Addition, Target } from '../../ledger/entry.ts';
import type { Conversion } from '../../pipeline.ts';
import type { KubeObject } from '../../plan/kubernetes.ts';
import type { Item } from './account.ts';
import { type LineRange, rangeOf, type YamlLines, yamlLines } from './yaml-lines.ts';

/** A field of an emitted object as it is printed. */
export interface FieldPlace extends LineRange {
  /** Number of the object. */
  readonly object: number;
  readonly pointer: string;
}

export interface ManifestObject {
  /** `Kind/name`, which is also its anchor. */
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** The service that it belongs to. */
  readonly service?: string;
  readonly yaml: YamlLines;
  /** Numbers of the items that shaped the field that begins on a line. */
  readonly items: ReadonlyMap<number, readonly number[]>;
  /** What the input did not ask for, by the line of the field. */
  readonly additions: ReadonlyMap<number, readonly Addition[]>;
}

export interface Manifests {
  readonly objects: readonly ManifestObject[];
  /** The fields that each item became, by its number. */
  readonly fields: readonly (readonly FieldPlace[])[];
}

/** Every object as text, with where its fields came from; and for every item the fields that it became. */
export function manifestsOf(
  { objects, owners, additions }: Pick<Conversion, 'objects' | 'owners' | 'additions'>,
  items: readonly Item[],
): Manifests {
  const serviceOf = servicesByObject(objects, owners);
  const drafts = objects.map((object) => {
    const id = `${object.kind}/${object.metadata.name}`;
    const service = serviceOf(object);
    return {
      id,
      kind: object.kind,
      name: object.metadata.name,
      ...(service !== undefined && { service }),
      yaml: yamlLines(object),
      items: new Map<number, number[]>(),
      additions: new Map<number, Addition[]>(),
    };
  });
  const numbers = new Map(drafts.map(({ id }, i) => [id, i]));
  const placeOf = ({ object, pointer }: Target): readonly FieldPlace[] => {
    const number = numbers.get(`${object.kind}/${object.name}`);
    const draft = number === undefined ? undefined : drafts[number];
    return number === undefined || !draft ? [] : [{ object: number, pointer, ...rangeOf(draft.yaml, pointer) }];
  };
  const append = <T>(map: Map<number, T[]> | undefined, line: number, value: T): void => {
    const known = map?.get(line);
    if (known) known.push(value);
    else map?.set(line, [value]);
  };
  const fields = items.map(({ targets }, number) => {
    const places = targets.flatMap(placeOf);
    for (const { object, first } of places) append(drafts[object]?.items, first, number);
    return places;
  });
  for (const addition of additions) {
    for (const { object, first } of addition.targets.flatMap(placeOf)) append(drafts[object]?.additions, first, addition);
  }
  return { objects: drafts, fields };
}

/** The owner, or of what has none the service with the same name label, as a ConfigMap of variables has it. */
function servicesByObject(objects: readonly KubeObject[], owners: Conversion['owners']): (object: KubeObject) => string | undefined {
  const ownerOf = ({ kind, metadata }: KubeObject): string | undefined => owners.get(`${kind}/${metadata.name}`);
  const labelOf = ({ metadata }: KubeObject): string | undefined => metadata.labels?.['app.kubernetes.io/name'];
  const byLabel = new Map(
    objects.flatMap((object) => {
      const service = ownerOf(object);
      const label = labelOf(object);
      return service === undefined || label === undefined ? [] : [[label, service] as const];
    }),
  );
  return (object) => ownerOf(object) ?? byLabel.get(labelOf(object) ?? '');
}
