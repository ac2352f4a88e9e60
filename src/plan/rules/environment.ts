import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { environmentOf } from '../../image/resolve.ts';
import { formatPath, getAt, type Path } from '../../source/node-tools.ts';
import { type DataItem, makeDataObjects } from '../data-objects.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import type { ServiceRule } from '../rule.ts';
import { classify } from '../sensitive/sensitive.ts';

/** The kernel takes one string of at most 128 KiB (ENV-09). */
const maxEntryBytes = 131_072;

/** C.3: the environment as one ConfigMap and one Secret, byte for byte (ENV-01…ENV-09, S-16…S-18). */
export const environmentRule: ServiceRule = {
  name: 'environment',
  handles: ['services.*.environment'],
  apply(service, context) {
    const plain: DataItem[] = [];
    const secret: DataItem[] = [];
    const encoder = new TextEncoder();
    for (const [key, value] of Object.entries(service.service.environment ?? {})) {
      const path = [...service.path, 'environment', key];
      if (value === null) accountForUnset(service, key, path, context);
      else if (isLegalName(key, path, context)) {
        const text = context.texts.rewrite(value, path, { key });
        const item = { key, bytes: encoder.encode(text) };
        if (item.bytes.length + key.length + 2 > maxEntryBytes) {
          context.ledger.refused(path, 'ENV-09', 'the variable is longer than the kernel passes to a program', { level: 'error', hint: 'pass it as a file' });
        } else (isSensitive(key, text, path, context) ? secret : plain).push(item);
      }
    }
    addSource('ConfigMap', plain, service, context);
    addSource('Secret', secret, service, context);
  },
};

/** ENV-02: `envFrom` is not expanded by the kubelet, so that values stay byte-exact. */
function addSource(kind: 'ConfigMap' | 'Secret', items: readonly DataItem[], service: ServicePlan, context: PlanContext): void {
  if (items.length === 0) return;
  for (const object of makeDataObjects({ kind, base: `${service.name}-env`, owner: service.name, items }, context)) {
    service.draft.envFrom.push(kind === 'ConfigMap' ? { configMapRef: { name: object.name } } : { secretRef: { name: object.name } });
    const handle = { kind, name: object.name };
    for (const key of object.keys) {
      const pointer = kind === 'Secret' && context.options.secrets === 'external' ? '' : `/data/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      context.ledger.exact([...service.path, 'environment', key], 'ENV-02', [{ object: handle, pointer }]);
    }
  }
}

/** S-16…S-18; a secret that is written into the Compose file itself is worth a word (DIAG-29). */
function isSensitive(name: string, value: string, path: Path, context: PlanContext): boolean {
  const node = getAt(context.project.tree, path);
  const variables = node?.kind === 'scalar' ? (node.variables ?? []) : [];
  const candidate = { name, value, variables, lookup: (variable: string): string | undefined => context.project.environment.get(variable) };
  const { sensitive } = classify({ ...candidate, secrets: context.options.secrets });
  const isWorthAWord = sensitive && variables.length === 0 && classify({ ...candidate, secrets: 'placeholder' }).sensitive;
  if (isWorthAWord && node && /\.ya?ml$/.test(node.span.source.path)) {
    context.diagnostics.push(diagnostic('secret-in-plain-sight', { span: node.span, path: formatPath(path) }, { name }));
  }
  return sensitive;
}

/** ENV-06: a key of a ConfigMap has to be legal, else the API server rejects the whole object. */
function isLegalName(name: string, path: Path, { ledger }: PlanContext): boolean {
  if (/^[-._A-Za-z][-._A-Za-z0-9]*$/.test(name)) return true;
  ledger.refused(path, 'ENV-06', 'the name of the variable is not legal in Kubernetes', {
    level: 'error',
    hint: name.includes(':') ? `.NET reads ${name.replaceAll(':', '__')} as the same setting` : 'use letters, digits, _, - and .',
  });
  return false;
}

/** ENV-04. */
function accountForUnset(service: ServicePlan, key: string, path: Path, { ledger }: PlanContext): void {
  const own = environmentOf(service.image);
  if (own?.has(key)) {
    ledger.differs(path, 'ENV-04', `Docker removes ${key} of the image; Kubernetes cannot`, { level: 'warning', hint: 'set it to an empty string' });
  } else {
    ledger.differs(path, 'ENV-04', 'has no value here and is not set', { hint: 'set the variable where you convert' });
  }
}
