import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import { environmentOf } from '../../image/resolve.ts';
import { formatPath, getAt, type Path } from '../../source/node-tools.ts';
import { type DataItem, dataKey, isDataKey, isTooLarge, keyTargets, makeDataObjects } from '../data-objects.ts';
import { itemWhere, pointerTo } from '../../value/json-pointer.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import type { ServiceRule } from '../rule.ts';
import { classify } from '../sensitive/sensitive.ts';
import { environmentAttributes } from './environment.attributes.ts';

/** The kernel takes one string of at most 128 KiB, its end mark included, and one environment of at most 1 MiB (ENV-09). */
const maxEntryBytes = 131_072;
const maxTotalBytes = 1_048_576;

/** C.3: the environment as one ConfigMap and one Secret, byte for byte (ENV-01…ENV-09, S-16…S-18). */
export const environmentRule: ServiceRule = {
  name: 'environment',
  handles: environmentAttributes,
  apply(service, context) {
    const items: Variable[] = [];
    const keys = new Set<string>();
    for (const [key, value] of Object.entries(service.service.environment ?? {})) {
      const path = [...service.path, 'environment', key];
      if (value === null) accountForUnset(service, key, path, context);
      else if (isLegalName(key, path, context)) {
        const text = context.texts.rewrite(value, path, { key });
        const bytes = new TextEncoder().encode(text);
        const isSecret = isSensitive(key, text, path, context);
        const item = { key: isInjectable(key, context) ? key : dataKey(key, keys), bytes };
        if (isShortEnough({ key, bytes }, isSecret, path, context)) items.push({ name: key, item, isSecret });
      }
    }
    const total = items.reduce((sum, { name, item }) => sum + entryBytes({ ...item, key: name }), 0);
    if (total > maxTotalBytes) {
      context.ledger.refused(
        [...service.path, 'environment'],
        'ENV-09',
        'all variables together are longer than the kernel passes to a program',
        { level: 'error', hint: 'pass large values as files' },
      );
    }
    for (const kind of ['ConfigMap', 'Secret'] as const) {
      const own = items.filter(({ isSecret }) => isSecret === (kind === 'Secret'));
      addSource(
        kind,
        own.filter(({ name, item }) => item.key === name).map(({ item }) => item),
        service,
        context,
      );
      addEntries(
        kind,
        own.filter(({ name, item }) => item.key !== name),
        service,
        context,
      );
    }
  },
};

interface Variable {
  readonly name: string;
  /** Under the name of the variable, or under a key that the API takes (ENV-06). */
  readonly item: DataItem;
  readonly isSecret: boolean;
}

/** A variable as the kernel counts it: name, `=`, value and a zero byte. */
function entryBytes({ key, bytes }: DataItem): number {
  return key.length + bytes.length + 2;
}

/** ENV-09, S-22. */
function isShortEnough(item: DataItem, isSecret: boolean, path: Path, { ledger }: PlanContext): boolean {
  if (entryBytes(item) > maxEntryBytes) {
    ledger.refused(path, 'ENV-09', 'the variable is longer than the kernel passes to a program', {
      level: 'error',
      hint: 'pass it as a file',
    });
    return false;
  }
  if (!isTooLarge(item, isSecret ? 'Secret' : 'ConfigMap')) return true;
  ledger.refused(path, 'S-22', 'the variable is larger than a Kubernetes object may be', { level: 'error', hint: 'pass it as a file' });
  return false;
}

/** ENV-02: `envFrom` is not expanded by the kubelet, so that values stay byte-exact. */
function addSource(kind: 'ConfigMap' | 'Secret', items: readonly DataItem[], service: ServicePlan, context: PlanContext): void {
  if (items.length === 0) return;
  for (const object of makeDataObjects(
    { kind, base: `${service.name}-env`, identity: `environment/${service.key}`, owner: service.name, items },
    context,
  )) {
    service.draft.envFrom.push(kind === 'ConfigMap' ? { configMapRef: { name: object.name } } : { secretRef: { name: object.name } });
    const source = itemWhere(kind === 'ConfigMap' ? 'configMapRef/name' : 'secretRef/name', object.name);
    const passed = service.draft.containerTarget(pointerTo('/envFrom', source));
    for (const key of object.keys) {
      context.ledger.exact([...service.path, 'environment', key], 'ENV-02', [...keyTargets(object, [key]), passed]);
    }
  }
}

/** S-16…S-18; a secret that is written into the Compose file itself is worth a word (DIAG-29). */
export function isSensitive(name: string, value: string, path: Path, context: PlanContext): boolean {
  const node = getAt(context.project.tree, path);
  const variables = node?.kind === 'scalar' ? (node.variables ?? []) : [];
  const candidate = { name, value, variables, lookup: (variable: string): string | undefined => context.project.environment.get(variable) };
  const { sensitive } = classify({ ...candidate, secrets: context.options.secrets });
  const isWorthAWord = sensitive && variables.length === 0 && classify({ ...candidate, secrets: 'placeholder' }).sensitive;
  if (isWorthAWord && node && /\.ya?ml$/.test(node.span.source.path)) {
    const found = diagnostic('secret-in-plain-sight', { span: node.span, path: formatPath(path) }, { name });
    // What several services take from one place, through an anchor or `extends`, stands in plain sight once.
    const isKnown = context.diagnostics.some(({ code, span }) => code === found.code && span && isSamePlace(span, node.span));
    if (!isKnown) context.diagnostics.push(found);
  }
  return sensitive;
}

function isSamePlace(one: Span, other: Span): boolean {
  return one.source === other.source && one.start === other.start;
}

/** The minor version from which a variable may have any name that can be printed (ENV-06). */
const anyNameSince = 32;

/** Whether `envFrom` makes the variable of a key of its name: old clusters skip a name that begins with a digit (ENV-06). */
function isInjectable(name: string, { options }: PlanContext): boolean {
  return isDataKey(name) && (!/^\d/.test(name) || options.minVersion >= anyNameSince);
}

/** ENV-06: a key of a ConfigMap has to be legal, else the API server rejects the whole object. */
export function isLegalName(name: string, path: Path, context: PlanContext): boolean {
  const canBePrinted = /^[ -<>-~]+$/.test(name);
  if (isInjectable(name, context) || (canBePrinted && context.options.minVersion >= anyNameSince)) return true;
  const rename = name.includes(':') ? `.NET reads ${name.replaceAll(':', '__')} as the same setting` : 'use letters, digits, _, - and .';
  context.ledger.refused(path, 'ENV-06', 'the name of the variable is not legal in Kubernetes', {
    level: 'error',
    hint: canBePrinted ? `${rename}; --min-version 1.${anyNameSince} takes it as it is` : rename,
  });
  return false;
}

/** ENV-06: variables whose names no key can have, each by an entry of its own. */
function addEntries(kind: 'ConfigMap' | 'Secret', variables: readonly Variable[], service: ServicePlan, context: PlanContext): void {
  if (variables.length === 0) return;
  const names = new Map(variables.map(({ name, item }) => [item.key, name]));
  const request = { kind, base: `${service.name}-vars`, identity: `variables/${service.key}`, owner: service.name };
  for (const object of makeDataObjects({ ...request, items: variables.map(({ item }) => item) }, context)) {
    for (const key of object.keys) {
      const name = names.get(key) ?? key;
      const source = { name: object.name, key };
      service.draft.env.push({ name, valueFrom: kind === 'ConfigMap' ? { configMapKeyRef: source } : { secretKeyRef: source } });
      context.ledger.exact([...service.path, 'environment', name], 'ENV-06', [...keyTargets(object, [key]), service.draft.envTarget(name)]);
    }
  }
}

/** ENV-04. */
function accountForUnset(service: ServicePlan, key: string, path: Path, { ledger }: PlanContext): void {
  const own = environmentOf(service.image);
  if (own.has(key)) {
    ledger.differs(path, 'ENV-04', `Docker removes ${key} of the image; Kubernetes cannot`, {
      level: 'warning',
      hint: 'set it to an empty string',
    });
  } else {
    ledger.differs(path, 'ENV-04', 'has no value here and is not set', { hint: 'set the variable where you convert' });
  }
}
