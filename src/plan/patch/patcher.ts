import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { DiagnosticCode } from '../../diagnostics/codes.ts';
import type { DiagnosticData } from '../../diagnostics/diagnostic.ts';
import type { ObjectHandle, Target } from '../../ledger/entry.ts';
import { formatPath, type Path } from '../../source/node-tools.ts';
import type { PlanContext } from '../context.ts';
import type { KubeObject } from '../kubernetes.ts';
import { changedPointers } from './changed-pointers.ts';
import { applyJsonPatch } from './json-patch.ts';
import { PatchError } from './patch-error.ts';
import { isEqual, isMap } from './plain.ts';
import type { PlannedPatch } from './planned-patch.ts';
import { referencesOf } from './references.ts';
import { findSecrets } from './secrets.ts';
import { strategicMerge } from './strategic-merge.ts';
import { structureProblem } from './structure.ts';

/** An object on its way out, with what is known of it. */
export interface PatchSubject {
  readonly object: KubeObject;
  /** What entries of the ledger point with: its name may be settled later. */
  readonly handle: ObjectHandle;
  /** The service that it belongs to; for a workload the one that owns the pod. */
  readonly service: string | undefined;
  readonly isWorkload: boolean;
}

/** An object that is no workload, or one beside that of its service. */
export function supportingSubject(object: KubeObject, service: string | undefined): PatchSubject {
  return { object, handle: { kind: object.kind, name: object.metadata.name }, service, isWorkload: false };
}

interface Outcome {
  readonly objects: ObjectHandle[];
  readonly targets: Target[];
  hasFailed: boolean;
}

/** Applies the patches of a project to one object after another, and accounts for them in the end. */
export class Patcher {
  readonly #patches: readonly PlannedPatch[];
  readonly #context: PlanContext;
  readonly #outcomes = new Map<PlannedPatch, Outcome>();
  /** Every object, as `Kind/name` without a hash in the name. */
  readonly #seen: string[] = [];
  /** What objects refer to since they were patched. */
  readonly #references = new Set<string>();

  constructor(patches: readonly PlannedPatch[], context: PlanContext) {
    this.#patches = patches;
    this.#context = context;
  }

  /** The object with every patch that is for it; a patch that cannot be applied is reported and passed over. */
  apply(subject: PatchSubject): KubeObject {
    const { kind, metadata } = subject.object;
    this.#seen.push(`${kind}/${nameWithoutHash(kind, metadata.name)}`);
    return this.#patches
      .filter((patch) => this.#isFor(patch, subject))
      .reduce((object, patch) => this.#applyOne(patch, { ...subject, object }), subject.object);
  }

  /** The objects that patches changed, as `Kind/name`. */
  get patched(): ReadonlySet<string> {
    return new Set([...this.#outcomes.values()].flatMap(({ objects }) => objects.map(({ kind, name }) => `${kind}/${name}`)));
  }

  /** Enters every patch in the ledger, and reports those that found nothing or changed nothing. */
  close(): void {
    for (const patch of this.#patches) {
      const outcome = this.#outcomes.get(patch);
      if (!outcome) this.#withoutTarget(patch);
      else if (!outcome.hasFailed) this.#account(patch, outcome);
    }
    for (const reference of this.#references) if (!this.#isEmitted(reference)) this.#require(reference);
  }

  #isEmitted(reference: string): boolean {
    const [kind = '', name = ''] = reference.split('/');
    return this.#seen.includes(`${kind}/${nameWithoutHash(kind, name)}`) || this.#context.externals.has(reference);
  }

  /** What a patch refers to and is not emitted has to be there already. */
  #require(reference: string): void {
    const { externals, ledger, options } = this.#context;
    const [kind = '', name = ''] = reference.split('/');
    const place = options.namespace === undefined || kind === 'PriorityClass' ? '' : ` -n ${options.namespace}`;
    externals.add(reference);
    ledger.require({ rule: 'B-006', message: `the ${kind} ${name} exists`, command: `kubectl get ${kind.toLowerCase()} ${name}${place}` });
  }

  #isFor({ target }: PlannedPatch, { object, service, isWorkload }: PatchSubject): boolean {
    if (target.kind === undefined ? !isWorkload : target.kind !== object.kind) return false;
    if (target.accepts && !target.accepts(object)) return false;
    const { name } = object.metadata;
    if (target.name !== undefined) return target.name === name || target.name === nameWithoutHash(object.kind, name);
    return target.service === undefined || service === target.service || service === this.#context.services.get(target.service)?.pod.owner;
  }

  #applyOne(patch: PlannedPatch, { object, handle }: PatchSubject): KubeObject {
    const outcome = this.#outcomes.get(patch) ?? { objects: [], targets: [], hasFailed: false };
    this.#outcomes.set(patch, outcome);
    outcome.objects.push(handle);
    try {
      const patched = checked(object, changed(object, patch), patch);
      const known = referencesOf(object);
      for (const reference of referencesOf(patched)) if (!known.has(reference)) this.#references.add(reference);
      outcome.targets.push(...changedPointers(object, patched).map((pointer) => ({ object: handle, pointer })));
      return patched;
    } catch (error) {
      if (!(error instanceof PatchError)) throw error;
      outcome.hasFailed = true;
      const at = [...patch.path, ...error.path];
      this.#report('patch-failed', at, { object: `${handle.kind}/${handle.name}`, reason: error.message });
      return object;
    }
  }

  #withoutTarget({ path, target, label }: PlannedPatch): void {
    const { ledger } = this.#context;
    if (label) return ledger.refused(path, label.rule, label.refusal, label.hint === undefined ? {} : { hint: label.hint });
    const wanted =
      target.kind === undefined ? 'the workload of the service' : `${target.kind}${target.name === undefined ? '' : `/${target.name}`}`;
    this.#report('patch-without-target', path, { target: wanted, known: this.#candidates(target.kind) });
  }

  /** What a patch could have meant. */
  #candidates(kind: string | undefined): readonly string[] {
    const same = this.#seen.filter((id) => kind !== undefined && id.startsWith(`${kind}/`));
    return same.length > 0 ? same : [...new Set(this.#seen.map((id) => id.slice(0, id.indexOf('/'))))];
  }

  #account({ path, label, change }: PlannedPatch, { objects, targets }: Outcome): void {
    const { ledger } = this.#context;
    const names = objects.map(({ kind, name }) => `${kind}/${name}`).join(', ');
    if (label)
      return ledger.differs(path, label.rule, label.message, { targets: targets.length > 0 ? targets : this.#targetsOfGroup(label, path) });
    if (targets.length === 0) this.#report('patch-without-effect', path, { object: names });
    ledger.differs(path, 'B-006', targets.length === 0 ? `changes nothing in ${names}` : `applied last, to ${names}`, { targets });
    const field = 'json' in change ? 'json' : 'merge';
    for (const found of findSecrets(this.#context.project.tree, [...path, field]))
      this.#report('patch-holds-secret', found, { object: names });
  }

  /** Labels that describe one thing together make one change, with the first of them. */
  #targetsOfGroup({ message }: NonNullable<PlannedPatch['label']>, path: Path): readonly Target[] {
    const isBeside = (other: PlannedPatch): boolean =>
      other.label?.message === message && formatPath(other.path.slice(0, -1)) === formatPath(path.slice(0, -1));
    return this.#patches.filter(isBeside).flatMap((other) => this.#outcomes.get(other)?.targets ?? []);
  }

  #report(code: DiagnosticCode, path: Path, data: DiagnosticData): void {
    const { diagnostics, ledger } = this.#context;
    diagnostics.push(diagnostic(code, { span: ledger.spanAt(path), path: formatPath(path) }, data));
  }
}

/** @throws {PatchError} with the path from the patch down */
function changed(object: KubeObject, { change }: PlannedPatch): unknown {
  const inPatch = 'json' in change ? 'json' : 'merge';
  try {
    if ('json' in change) return applyJsonPatch(object, change.json);
    return strategicMerge(object, 'merge' in change ? change.merge : change.mergeInto(object));
  } catch (error) {
    throw error instanceof PatchError ? new PatchError([inPatch, ...error.path], error.message) : error;
  }
}

/** @throws {PatchError} when the object is no longer the same one, or not of the form that its kind has */
function checked(before: KubeObject, after: unknown, { change }: PlannedPatch): KubeObject {
  const fail = (pointer: string, reason: string): never => {
    throw new PatchError(placeOf(pointer, change), reason);
  };
  if (!isMap(after)) return fail('', 'an object must remain');
  for (const key of ['apiVersion', 'kind']) if (after[key] !== before[key]) fail(`/${key}`, `${key} cannot be changed`);
  const problem = structureProblem(after);
  if (problem) fail(problem.pointer, `${problem.pointer}: ${problem.reason}`);
  const metadata = isMap(after['metadata']) ? after['metadata'] : {};
  for (const key of ['name', 'namespace'] as const)
    if (metadata[key] !== before.metadata[key]) fail(`/metadata/${key}`, `the ${key} of an object cannot be changed`);
  const isFixed = before['immutable'] === true;
  for (const key of isFixed ? ['data', 'binaryData', 'stringData', 'immutable'] : []) {
    if (!isEqual(after[key], before[key]))
      fail(`/${key}`, 'its name holds a hash of its content, which has to be changed where it comes from');
  }
  return after as KubeObject;
}

/** The part of a patch that is about a pointer, as deep down as that can be told. */
export function placeOf(pointer: string, change: PlannedPatch['change']): Path {
  if ('json' in change) {
    const length = ({ path }: { readonly path: string }): number =>
      `${pointer}/`.startsWith(`${path}/`) ? path.length : path.startsWith(`${pointer}/`) ? pointer.length : -1;
    const best = change.json.reduce(
      (found, operation, i) => (length(operation) > found.length ? { i, length: length(operation) } : found),
      {
        i: -1,
        length: -1,
      },
    );
    return best.i === -1 ? [] : ['json', best.i];
  }
  if (!('merge' in change)) return [];
  const path: string[] = [];
  let value: unknown = change.merge;
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, key)) break;
    value = Reflect.get(value, key);
    path.push(key);
  }
  return ['merge', ...path];
}

/** Names that hold a hash of the content are named without it (G-07, L-09). */
export function nameWithoutHash(kind: string, name: string): string {
  return ['ConfigMap', 'Job', 'Secret'].includes(kind) ? name.replace(/-[0-9a-f]{10}$/, '') : name;
}
