import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { formatPath, getAt, type Path, toPlain } from '../../source/node-tools.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { keyTargets, makeDataObjects } from '../data-objects.ts';
import type { ServiceRule } from '../rule.ts';
import { isTainted } from '../sensitive/taint.ts';

/** S-19, ENV-03: the Secret and the variables behind `$(ARG_1)`; applied when every command and check has been read. */
export const argumentSecretsRule: ServiceRule = {
  name: 'argument-secrets',
  handles: [],
  apply(plan, context) {
    const { key: service, name, draft, argumentSecrets } = plan;
    for (const attribute of publicAttributes) warnOfTaint([...plan.path, attribute], context);
    const entries = argumentSecrets.entries;
    if (entries.length === 0) return;
    const items = entries.map((entry) => ({ key: entry.name, bytes: new TextEncoder().encode(entry.value) }));
    for (const object of makeDataObjects(
      { kind: 'Secret', base: `${name}-args`, identity: `arguments/${service}`, owner: name, items },
      context,
    )) {
      for (const key of object.keys) {
        draft.env.push({ name: key, valueFrom: { secretKeyRef: { name: object.name, key } } });
        const targets = [...keyTargets(object, [key]), draft.envTarget(key)];
        const value = entries.find((entry) => entry.name === key)?.value ?? '';
        for (const path of placesOf(value, plan, context)) context.ledger.shapes(path, 'S-19', targets);
      }
    }
  },
};

/** Attributes that everybody reads who may see the pods, and that no Secret can be put behind. */
const publicAttributes = ['image', 'hostname', 'container_name', 'ports'];

/** S-19: names and numbers in the manifests hold no secrets. */
function warnOfTaint(path: Path, { project, diagnostics }: Pick<PlanContext, 'project' | 'diagnostics'>): void {
  const node = getAt(project.tree, path);
  if (node?.kind === 'list') for (const i of node.items.keys()) warnOfTaint([...path, i], { project, diagnostics });
  if (node?.kind === 'map') for (const key of node.entries.keys()) warnOfTaint([...path, key], { project, diagnostics });
  if (node?.kind === 'scalar' && isTainted(path, project) && !/^\d*$/.test(node.text))
    diagnostics.push(diagnostic('secret-in-name', { span: node.span, path: formatPath(path) }));
}

/** Attributes whose words may hold secrets. */
const attributes: readonly Path[] = [
  ['command'],
  ['entrypoint'],
  ['healthcheck', 'test'],
  ['post_start'],
  ['pre_stop'],
  ['pre_start'],
  ['labels'],
];

/** The attributes in which a secret stands: items where the attribute has some that are accounted for one by one. */
function placesOf(secret: string, { path }: ServicePlan, { project }: PlanContext): readonly Path[] {
  return attributes.flatMap((attribute) => {
    const at = [...path, ...attribute];
    const node = getAt(project.tree, at);
    if (node === undefined || !holds(toPlain(node), secret)) return [];
    if (node.kind === 'map') return [...node.entries].flatMap(([key, { value }]) => (holds(toPlain(value), secret) ? [[...at, key]] : []));
    const areHooks = node.kind === 'list' && node.items.some((item) => item.kind === 'map');
    return areHooks ? node.items.flatMap((item, i) => (holds(toPlain(item), secret) ? [[...at, i]] : [])) : [at];
  });
}

function holds(value: unknown, secret: string): boolean {
  if (typeof value === 'string') return value.includes(secret);
  return typeof value === 'object' && value !== null && Object.values(value).some((below) => holds(below, secret));
}
