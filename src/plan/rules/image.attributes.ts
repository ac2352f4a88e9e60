import { type AttributeRow, rowsBelow } from '../../model/attribute-row.ts';

const script = 'acts before the cluster: an argument of the build';
const feedsReader = ['context', 'dockerfile', 'dockerfile_inline', 'target', 'args'];
const buildOnly = [
  'additional_contexts',
  'cache_from',
  'cache_to',
  'entitlements',
  'extra_hosts',
  'isolation',
  'labels',
  'network',
  'no_cache',
  'no_cache_filter',
  'platforms',
  'privileged',
  'provenance',
  'pull',
  'sbom',
  'shm_size',
  'ssh',
  'tags',
  'ulimits',
  'ulimits.*.soft',
  'ulimits.*.hard',
];
const buildSecrets = ['secrets', ...['source', 'target', 'uid', 'gid', 'mode'].map((key) => `secrets[].${key}`)];

/** Images: where they come from and when they are pulled. */
export const imageAttributes: readonly AttributeRow[] = [
  {
    attribute: 'services.*.image',
    outcomes: ['exact', 'differs', 'refused!'],
    destination: 'container `image`',
    difference: 'a health check that only the image defines cannot be seen; `--registry` names the registry of built images',
    rules: ['B-010', 'DIAG-07', 'L-30', 'H-02'],
  },
  {
    attribute: 'services.*.build',
    outcomes: ['differs'],
    destination: 'container `image`',
    difference: 'a cluster does not build: the image must be built and pushed before',
    rules: ['B-011', 'L-30', 'H-02'],
  },
  ...rowsBelow('services.*.build', feedsReader, {
    outcomes: ['not-applicable'],
    destination: '',
    difference: `${script}, and of reading the Dockerfile`,
    rules: ['B-210'],
  }),
  ...rowsBelow('services.*.build', buildOnly, { outcomes: ['not-applicable'], destination: '', difference: script, rules: ['B-210'] }),
  ...rowsBelow('services.*.build', buildSecrets, {
    outcomes: ['not-applicable'],
    destination: '',
    difference: `${script}; a secret that is used by builds only gets no Secret`,
    rules: ['B-211', 'S-27'],
  }),
  {
    attribute: 'services.*.pull_policy',
    outcomes: ['exact', 'differs'],
    destination: 'container `imagePullPolicy`',
    difference: '`daily`, `weekly` and `every_…` pull at every start, as an image without a fixed tag does; `build` pulls what is missing',
    rules: ['B-021', 'L-30'],
  },
  {
    attribute: 'services.*.pull_refresh_after',
    outcomes: ['differs'],
    destination: 'container `imagePullPolicy`',
    difference: 'the image is pulled at every start',
    rules: ['B-022'],
  },
];
