import fc from 'fast-check';
import { type ConvertOptions, kubernetesMinors } from '../../src/plan/options.ts';

type Arbitraries = { readonly [K in keyof ConvertOptions]-?: fc.Arbitrary<ConvertOptions[K]> };

/** Values of every flag; the first ones of each are what fast-check falls back to when it looks for a small case. */
const flags: Arbitraries = {
  namespace: fc.constantFrom(undefined, 'shop'),
  hpa: fc.constantFrom('auto', 'all', 'off'),
  liveness: fc.constantFrom('auto', 'always', 'never'),
  wait: fc.constantFrom('healthy', 'all', 'none'),
  secrets: fc.constantFrom('inline', 'placeholder', 'external'),
  expose: fc.constantFrom('loadbalancer', 'nodeport', 'ingress', 'gateway', 'none'),
  requests: fc.constantFrom('quarter', 'equal', 'zero'),
  jobs: fc.constantFrom('rbac', 'fold'),
  registry: fc.constantFrom(undefined, 'registry.example.com:5000/team'),
  minVersion: fc.constantFrom(...kubernetesMinors),
  domain: fc.constantFrom(undefined, 'example.com'),
  ingressClass: fc.constantFrom(undefined, 'nginx'),
  externalTraffic: fc.constantFrom('cluster', 'local'),
  exposeData: fc.boolean(),
  isolate: fc.boolean(),
  allAliases: fc.boolean(),
  networkNamespaces: fc.constantFrom({}, { n1: 'elsewhere', constructor: 'elsewhere' }),
  strictPlacement: fc.boolean(),
  allowHostPath: fc.boolean(),
  allowUnsafeSysctls: fc.boolean(),
  devices: fc.constantFrom('refuse', 'privileged'),
  harden: fc.boolean(),
  waitImage: fc.constantFrom('busybox:1.36', 'registry.example.com/busybox@sha256:'.padEnd(100, '0')),
  kubectlImage: fc.constantFrom('registry.k8s.io/kubectl:v1.28.15', 'kubectl'),
  storageClass: fc.constantFrom(undefined, 'fast'),
  storageSize: fc.constantFrom('1Gi', '500M'),
  drain: fc.constantFrom(undefined, 5),
  imageMetadata: fc.constant([]),
  imagePullSecrets: fc.constantFrom([], ['registry-credentials']),
  images: fc.constantFrom({}, { web: 'registry.example.com/web:1', db: 'postgres:16' }),
};

/** Any flags together; a flag that is not given is absent. */
export const arbitraryOptions: fc.Arbitrary<Partial<ConvertOptions>> = fc
  .record(flags, { requiredKeys: [] })
  .map((drawn) => Object.fromEntries(Object.entries<unknown>(drawn).filter(([, value]) => value !== undefined)));
