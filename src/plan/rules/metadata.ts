import type { PlanContext, ServicePlan } from '../context.ts';
import type { StringMap } from '../../model/service.ts';
import { isAnnotationKey } from '../annotations.ts';
import { isKomposeLabel } from '../extension/kompose/label.ts';
import { labelDomain } from '../labels.ts';
import { nginxProxyVariables } from '../routes/nginx-proxy.ts';
import { routePlan } from '../routes/route-plan.ts';
import { formatPath, type Path } from '../../source/node-tools.ts';
import { pointerTo } from '../../value/json-pointer.ts';
import type { ServiceRule } from '../rule.ts';
import { isScheduleLabel } from '../schedules/labels.ts';
import { isSensitiveName } from '../sensitive/sensitive-name.ts';
import { isSensitiveValue } from '../sensitive/sensitive-value.ts';
import { isTainted } from '../sensitive/taint.ts';
import { metadataAttributes } from './metadata.attributes.ts';

/** Labels that act through the Docker API only (N-42). */
const acting =
  /^(traefik\.|caddy|com\.centurylinklabs\.watchtower\.|autoheal|homepage\.|swag|deunhealth\.|com\.github\.(nginx-proxy|jrcs)\.)/;

/** Those from which `--expose ingress` makes routes (N-25). */
const routing = /^(traefik\.(enable|http\.)|caddy)/;

/** B-029, B-030, B-184, N-25, N-42: labels are free text, so they become annotations. */
export const metadataRule: ServiceRule = {
  name: 'metadata',
  handles: metadataAttributes,
  apply(service, context) {
    const { draft, service: source } = service;
    const pod = { into: draft.podAnnotations, pointer: `${draft.templatePointer}/metadata/annotations` };
    const workload = { into: draft.annotations, pointer: '/metadata/annotations' };
    annotate(service, { ...pod, labels: source.labels, attribute: 'labels', rule: 'B-029' }, context);
    annotate(service, { ...pod, labels: source.annotations, attribute: 'annotations', rule: 'B-030' }, context);
    annotate(service, { ...workload, labels: source.deploy?.labels, attribute: 'deploy.labels', rule: 'B-184' }, context);
    for (const name of nginxProxyVariables) if (source.environment?.[name]) proxyVariable(name, service, context);
  },
};

const routeHint = '--expose ingress makes routes of it';

/** What does in a cluster what a label asks of a program that watches the Docker API. */
function actingHint(key: string): string {
  if (routing.test(key)) return routeHint;
  if (key.includes('watchtower')) return 'let CI roll out new images';
  if (/^(?:autoheal|deunhealth)/.test(key)) return 'a healthcheck, whose liveness probe restarts the container';
  return 'see in the documentation of its reader what that reads in a cluster';
}

/** N-25, N-42: the variable stays what it is, and its meaning to nginx-proxy becomes a route or nothing. */
function proxyVariable(name: string, service: ServicePlan, context: PlanContext): void {
  const at = [...service.path, 'environment', name];
  const note = routePlan(context).notes.get(formatPath(at));
  const lost = 'nginx-proxy reads this variable through the Docker API, which a cluster does not have';
  if (!note) return context.ledger.differs(at, 'N-42', lost, { level: 'warning', hint: routeHint });
  const level = note.level ?? (note.outcome === 'refused' ? 'warning' : 'info');
  context.ledger.differs(at, 'N-25', note.message, { level, ...(note.hint !== undefined && { hint: note.hint }) });
}

/** N-25. */
function accountForNote(at: Path, context: PlanContext): void {
  const note = routePlan(context).notes.get(formatPath(at));
  if (!note) return;
  const details = { ...(note.level && { level: note.level }), ...(note.hint !== undefined && { hint: note.hint }) };
  if (note.outcome === 'refused') context.ledger.refused(at, 'N-25', note.message, details);
  else if (note.outcome === 'differs') context.ledger.differs(at, 'N-25', note.message, details);
  else context.ledger.notApplicable(at, 'N-25', note.message, details);
}

interface Labels {
  readonly labels: StringMap | undefined;
  readonly attribute: string;
  readonly rule: string;
  readonly into: Map<string, string>;
  readonly pointer: string;
}

/** Where labels stand whose keys no annotation may have. */
const oddKeys = `${labelDomain}/compose-labels`;

function annotate(service: ServicePlan, { labels, attribute, rule, into, pointer }: Labels, context: PlanContext): void {
  const { ledger } = context;
  const odd: Record<string, string> = Object.create(null);
  const families = new Set<string>();
  Object.assign(odd, JSON.parse(into.get(oddKeys) ?? '{}'));
  for (const [key, value] of Object.entries(labels ?? {})) {
    if (attribute !== 'annotations' && (isScheduleLabel(key) || isKomposeLabel(key))) continue;
    const at = [...service.path, ...attribute.split('.'), key];
    if (isSensitiveValue(value) || (isSensitiveName(key) && value !== '') || isTainted(at, context.project)) {
      ledger.refused(at, 'S-19', 'looks like a secret, and annotations are no place for one', {
        hint: 'pass it in environment or as a secret',
      });
    } else if (routePlan(context).notes.has(formatPath(at))) {
      accountForNote(at, context);
    } else if (key.startsWith('com.docker.compose.') && attribute === 'labels') {
      ledger.refused(at, rule, 'keys of this beginning belong to Docker Compose, which does not start such a service', {
        hint: 'take another key',
      });
    } else if (key === 'autoheal' && value === 'true' && service.draft.container.has('livenessProbe')) {
      const targets = [service.draft.containerTarget('/livenessProbe')];
      ledger.differs(at, 'H-05', 'a liveness probe restarts the container when its check fails, as autoheal does', { targets });
    } else if (acting.test(key)) {
      // The first label of a family is worth a warning; those that go with it say no more.
      const family = acting.exec(key)?.[1] ?? '';
      ledger.refused(at, 'N-42', 'acts through the Docker API, which a cluster does not have', {
        ...(families.has(family) && { level: 'info' }),
        hint: actingHint(key),
      });
      families.add(family);
    } else {
      const isLegal = isAnnotationKey(key);
      if (isLegal) into.set(key, value);
      else odd[key] = value;
      ledger.differs(at, rule, isLegal ? (messages[rule] ?? '') : `no legal key for an annotation: kept in ${oddKeys}`, {
        targets: [service.draft.target(pointerTo(pointer, isLegal ? key : oddKeys))],
      });
    }
  }
  if (Object.keys(odd).length > 0) into.set(oddKeys, JSON.stringify(odd));
}

const messages: Readonly<Record<string, string>> = {
  'B-029': 'a label of Docker is free text: an annotation of the pods',
  'B-030': 'an annotation of the pods; what it means to the runtime of the container is lost',
  'B-184': 'an annotation of the workload, not of its pods',
};
