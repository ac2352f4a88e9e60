/** The flags of the command line, drawn at random: for each the values that it may have, `undefined` being its absence. */
const choices = {
  namespace: [undefined, undefined, 'shop'],
  hpa: ['auto', 'all', 'off'],
  liveness: ['auto', 'always', 'never'],
  wait: ['healthy', 'all', 'none'],
  secrets: ['inline', 'placeholder', 'external'],
  expose: ['loadbalancer', 'nodeport', 'ingress', 'gateway', 'none'],
  requests: ['quarter', 'equal', 'zero'],
  jobs: ['rbac', 'fold'],
  registry: [undefined, 'registry.example.com:5000/team'],
  minVersion: [28, 29, 30, 31, 32, 33, 34],
  domain: [undefined, 'example.com'],
  ingressClass: [undefined, 'nginx'],
  externalTraffic: ['cluster', 'local'],
  exposeData: [false, true],
  isolate: [false, true],
  allAliases: [false, true],
  networkNamespaces: [{}, { default: 'elsewhere', proxy: 'elsewhere', constructor: 'elsewhere' }],
  strictPlacement: [false, true],
  allowHostPath: [false, true],
  allowUnsafeSysctls: [false, true],
  devices: ['refuse', 'privileged'],
  harden: [false, true],
  storageClass: [undefined, 'fast'],
  storageSize: ['1Gi', '500M'],
  drain: [undefined, 5],
  imagePullSecrets: [[], ['registry-credentials']],
  images: [{}, { web: 'registry.example.com/web@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', db: 'postgres' }],
};

/** One value of each flag; in every fourth draw none is given. */
export function randomOptions(random) {
  if (random(4) === 0) return {};
  const drawn = Object.entries(choices).map(([key, values]) => [key, values[random(values.length)]]);
  return Object.fromEntries(drawn.filter(([, value]) => value !== undefined));
}
