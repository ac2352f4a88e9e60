import type { StringMap } from '../../model/service.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { labelDomain } from '../labels.ts';
import type { ServiceRule } from '../rule.ts';
import { isSensitiveName } from '../sensitive/sensitive-name.ts';
import { isSensitiveValue } from '../sensitive/sensitive-value.ts';

/** Labels that act through the Docker API only (N-42, L-10). */
const acting = /^(traefik\.|caddy|com\.centurylinklabs\.watchtower\.|homepage\.|ofelia\.|swarm\.cronjob\.|swag|deunhealth\.)/;

/** B-029, B-030, B-184: labels are free text, so they become annotations. */
export const metadataRule: ServiceRule = {
  name: 'metadata',
  handles: ['services.*.labels', 'services.*.annotations', 'services.*.deploy.labels'],
  apply(service, context) {
    const { draft, service: source } = service;
    annotate(service, source.labels, 'labels', draft.podAnnotations, '/spec/template/metadata/annotations', context);
    annotate(service, source.annotations, 'annotations', draft.podAnnotations, '/spec/template/metadata/annotations', context);
    annotate(service, source.deploy?.labels, 'deploy.labels', draft.annotations, '/metadata/annotations', context);
  },
};

function annotate(service: ServicePlan, labels: StringMap | undefined, attribute: string, into: Map<string, string>, pointer: string, { ledger }: PlanContext): void {
  const odd: Record<string, string> = {};
  for (const [key, value] of Object.entries(labels ?? {})) {
    const at = [...service.path, ...attribute.split('.'), key];
    if (isSensitiveValue(value) || (isSensitiveName(key) && value !== '')) {
      ledger.refused(at, 'S-19', 'looks like a secret, and annotations are no place for one', { hint: 'pass it in environment or as a secret' });
      continue;
    }
    if (acting.test(key)) {
      ledger.refused(at, 'N-42', 'acts through the Docker API, which a cluster does not have');
      continue;
    }
    const targets = [service.draft.target(pointer)];
    if (isAnnotationKey(key)) into.set(key, value);
    else odd[key] = value;
    ledger.differs(at, 'B-029', isAnnotationKey(key) ? 'a label of Docker is free text: an annotation' : `no legal key for an annotation: kept in ${labelDomain}/compose-labels`, { targets });
  }
  if (Object.keys(odd).length > 0) into.set(`${labelDomain}/compose-labels`, JSON.stringify(odd));
}

/** A qualified name: an optional DNS prefix, and at most 63 characters. */
function isAnnotationKey(key: string): boolean {
  return /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?$/.test(key) && key.length < 316;
}
