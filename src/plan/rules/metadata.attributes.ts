import type { AttributeRow } from '../../model/attribute-row.ts';

/** Labels and annotations. */
export const metadataAttributes: readonly AttributeRow[] = [
  {
    attribute: 'services.*.labels',
    outcomes: ['differs', 'refused', 'refused!', 'not-applicable', 'exact'],
    destination: 'pod `metadata.annotations`',
    difference:
      'illegal keys are kept in `waybill.dev/compose-labels`; labels that act through the Docker API do nothing, but routes of Traefik and Caddy become those of an Ingress with `--expose ingress`',
    rules: ['B-029', 'H-05', 'N-25', 'N-42', 'L-10', 'S-19'],
  },
  {
    attribute: 'services.*.annotations',
    outcomes: ['differs', 'refused'],
    destination: 'pod `metadata.annotations`',
    difference: 'what they mean to the runtime of the container is lost',
    rules: ['B-030', 'S-19'],
  },
  {
    attribute: 'services.*.deploy.labels',
    outcomes: ['differs', 'refused', 'refused!', 'not-applicable', 'exact'],
    destination: 'workload `metadata.annotations`',
    difference:
      'on the workload, not on its pods; labels that act through the Docker API do nothing, but routes of Traefik and Caddy become those of an Ingress with `--expose ingress`',
    rules: ['B-184', 'N-25', 'N-42', 'L-10', 'S-19'],
  },
];
