import { nearest } from '../../../load/nearest.ts';
import type { Service, StringMap } from '../../../model/service.ts';
import type { Extension } from '../../extension.ts';
import { readExtension } from '../read.ts';
import { isKomposeLabel, type KomposeChange, type KomposeLabel, type KomposeLabels, type Refusal } from './label.ts';
import { komposeLabels, komposeVolumeLabels } from './table.ts';

/** What the labels of Kompose on a service say, in terms of this tool. */
export interface KomposeReading {
  readonly extension: Extension;
  /** The label behind each key of `extension`. */
  readonly keys: ReadonlyMap<string, string>;
  /** The key of `extension` that each label is about. */
  readonly labels: ReadonlyMap<string, string>;
  /** For the volumes that the service mounts. */
  readonly volume: ReadonlyMap<'size' | 'class', { readonly label: string; readonly value: string }>;
  readonly changes: readonly { readonly label: string; readonly row: ChangeLabel; readonly change: KomposeChange }[];
  readonly refusals: readonly ({ readonly label: string } & Refusal)[];
  /** Labels that lost a part of their value. */
  readonly partly: readonly { readonly label: string; readonly lost: string }[];
}

export type ChangeLabel = Extract<KomposeLabel, { as: 'change' }>;

/** Reads the labels of Kompose on a service. */
export function readKompose(service: Service): KomposeReading {
  const labels: KomposeLabels = new Map(
    [...Object.entries(service.deploy?.labels ?? {}), ...Object.entries(service.labels ?? {})].filter(([key]) => isKomposeLabel(key)),
  );
  const reader = new Reader(service, labels);
  for (const [label, value] of labels) reader.read(label, value);
  return reader.finish();
}

class Reader {
  readonly #service: Service;
  readonly #labels: KomposeLabels;
  readonly #block: Record<string, unknown> = {};
  readonly #paths = new Map<string, readonly string[]>();
  readonly #volume = new Map<'size' | 'class', { label: string; value: string }>();
  readonly #changes: { label: string; row: ChangeLabel; change: KomposeChange }[] = [];
  readonly #refusals: ({ label: string } & Refusal)[] = [];

  constructor(service: Service, labels: KomposeLabels) {
    this.#service = service;
    this.#labels = labels;
  }

  read(label: string, value: string): void {
    const row = komposeLabels.get(label);
    if (!row) return this.#refuse(label, unknownLabel(label, [...komposeLabels.keys()]));
    switch (row.as) {
      case 'refused':
        return this.#refuse(label, row);
      case 'volume':
        this.#volume.set(row.key, { label, value });
        return;
      case 'change': {
        const change = row.read(value, this.#labels);
        if ('reason' in change) this.#refuse(label, change);
        else this.#changes.push({ label, row, change });
        return;
      }
      case 'key':
        return this.#readKey(label, value, row);
    }
  }

  #readKey(label: string, value: string, { path, read, needs }: Extract<KomposeLabel, { as: 'key' }>): void {
    if (needs !== undefined && !this.#labels.has(needs)) return this.#refuse(label, { reason: `says nothing without ${needs}` });
    this.#paths.set(label, path);
    const [first = '', second] = path;
    const found = read(value, this.#service);
    const below = second === undefined ? found : { [second]: found };
    const known = this.#block[first];
    this.#block[first] = isObject(known) && isObject(below) ? { ...known, ...below } : below;
  }

  #refuse(label: string, refusal: Refusal): void {
    this.#refusals.push({ label, reason: refusal.reason, ...(refusal.hint !== undefined && { hint: refusal.hint }) });
  }

  /** What the labels say together is held against the same table as `x-waybill`. */
  finish(): KomposeReading {
    const { problems } = readExtension(this.#block);
    const isWrong = (path: readonly string[]): string | undefined =>
      problems.find((p) => path.every((step, i) => p.path[i] === undefined || p.path[i] === step))?.expected;
    for (const [label, path] of this.#paths) {
      const expected = isWrong(path);
      if (expected === undefined) continue;
      this.#refuse(label, { reason: `expected ${expected}` });
      this.#paths.delete(label);
      this.#forget(path);
    }
    const { extension } = readExtension(this.#block);
    const keys = new Map<string, string>();
    for (const [label, [first = '']] of this.#paths) if (Object.hasOwn(extension, first) && !keys.has(first)) keys.set(first, label);
    const hosts = this.#labels.get('kompose.service.expose')?.split(',').slice(1) ?? [];
    return {
      extension,
      keys,
      labels: new Map([...this.#paths].map(([label, [first = '']]) => [label, first])),
      volume: this.#volume,
      changes: this.#changes,
      refusals: this.#refusals,
      partly:
        hosts.length > 0 && keys.has('ingress')
          ? [{ label: 'kompose.service.expose', lost: 'only the first host; an Ingress of ours has one' }]
          : [],
    };
  }

  /** A key that only wrong labels spoke of is gone with them. */
  #forget([first = '', second]: readonly string[]): void {
    const known = this.#block[first];
    const rest = second !== undefined && isObject(known) ? Object.entries(known).filter(([key]) => key !== second) : [];
    const isSaid = [...this.#paths.values()].some((path) => path[0] === first);
    if (isSaid) this.#block[first] = Object.fromEntries(rest);
    else delete this.#block[first];
  }
}

/** What the labels of Kompose on a volume say. */
export function readKomposeVolume(labels: StringMap | undefined): {
  readonly keys: ReadonlyMap<'size' | 'class', { readonly label: string; readonly value: string }>;
  readonly refusals: KomposeReading['refusals'];
} {
  const keys = new Map<'size' | 'class', { label: string; value: string }>();
  const refusals: ({ label: string } & Refusal)[] = [];
  for (const [label, value] of Object.entries(labels ?? {})) {
    if (!isKomposeLabel(label)) continue;
    const row = komposeVolumeLabels.get(label);
    if (row?.as === 'volume') keys.set(row.key, { label, value });
    else if (row?.as === 'refused') refusals.push({ label, reason: row.reason, ...(row.hint !== undefined && { hint: row.hint }) });
    else refusals.push({ label, ...unknownLabel(label, [...komposeVolumeLabels.keys()]) });
  }
  return { keys, refusals };
}

function unknownLabel(label: string, known: readonly string[]): Refusal {
  const near = nearest(label, known)[0];
  return { reason: 'no label that Kompose reads here', ...(near !== undefined && { hint: `did you mean ${near}?` }) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
