import type { PlanContext, ServicePlan } from '../context.ts';
import type { StringMap } from '../../model/service.ts';
import { isAnnotationKey } from '../annotations.ts';
import { labelDomain } from '../labels.ts';
import type { ServiceRule } from '../rule.ts';
import { isSensitiveName } from '../sensitive/sensitive-name.ts';
import { isSensitiveValue } from '../sensitive/sensitive-value.ts';

/** Labels that act through the Docker API only (N-42, L-10). */
const acting =
  /^(traefik\.|caddy|com\.centurylinklabs\.watchtower\.|autoheal|homepage\.|ofelia\.|swarm\.cronjob\.|swag|deunhealth\.|com\.github\.(nginx-proxy|jrcs)\.)/;

/** Variables by which nginx-proxy finds a container through the Docker API (N-42). */
const proxyVariables = ['VIRTUAL_HOST', 'VIRTUAL_PORT', 'VIRTUAL_PATH', 'LETSENCRYPT_HOST'];

/** B-029, B-030, B-184, N-42: labels are free text, so they become annotations. */
export const metadataRule: ServiceRule = {
  name: 'metadata',
  handles: ['services.*.labels', 'services.*.annotations', 'services.*.deploy.labels'],
  apply(service, context) {
    const { draft, service: source } = service;
    const pod = { into: draft.podAnnotations, pointer: '/spec/template/metadata/annotations' };
    const workload = { into: draft.annotations, pointer: '/metadata/annotations' };
    annotate(service, { ...pod, labels: source.labels, attribute: 'labels', rule: 'B-029' }, context);
    annotate(service, { ...pod, labels: source.annotations, attribute: 'annotations', rule: 'B-030' }, context);
    annotate(service, { ...workload, labels: source.deploy?.labels, attribute: 'deploy.labels', rule: 'B-184' }, context);
    for (const name of proxyVariables) {
      if (!source.environment?.[name]) continue;
      context.ledger.differs(
        [...service.path, 'environment', name],
        'N-42',
        'nginx-proxy reads this variable through the Docker API, which a cluster does not have',
        {
          level: 'warning',
          hint: 'make an Ingress for the host',
          targets: [draft.containerTarget('/env')],
        },
      );
    }
  },
};

interface Labels {
  readonly labels: StringMap | undefined;
  readonly attribute: string;
  readonly rule: string;
  readonly into: Map<string, string>;
  readonly pointer: string;
}

/** Where labels stand whose keys no annotation may have. */
const oddKeys = `${labelDomain}/compose-labels`;

function annotate(service: ServicePlan, { labels, attribute, rule, into, pointer }: Labels, { ledger }: PlanContext): void {
  const odd: Record<string, string> = Object.create(null);
  Object.assign(odd, JSON.parse(into.get(oddKeys) ?? '{}'));
  for (const [key, value] of Object.entries(labels ?? {})) {
    const at = [...service.path, ...attribute.split('.'), key];
    if (isSensitiveValue(value) || (isSensitiveName(key) && value !== '')) {
      ledger.refused(at, 'S-19', 'looks like a secret, and annotations are no place for one', {
        hint: 'pass it in environment or as a secret',
      });
    } else if (acting.test(key)) {
      ledger.refused(at, 'N-42', 'acts through the Docker API, which a cluster does not have');
    } else {
      const isLegal = isAnnotationKey(key);
      if (isLegal) into.set(key, value);
      else odd[key] = value;
      ledger.differs(at, rule, isLegal ? (messages[rule] ?? '') : `no legal key for an annotation: kept in ${oddKeys}`, {
        targets: [service.draft.target(pointer)],
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
