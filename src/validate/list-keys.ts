/**
 * The fields by which an API server tells the items of a list apart; `type.field` → key fields. Ports go by their number
 * alone, because client-side apply ignores the protocol (G-10); so do mounts by their path.
 */
export const listKeys: ReadonlyMap<string, readonly string[]> = new Map([
  ['Container.env', ['name']],
  ['Container.ports', ['containerPort']],
  ['Container.volumeDevices', ['devicePath']],
  ['Container.volumeMounts', ['mountPath']],
  ['GatewaySpec.listeners', ['name']],
  ['PodSpec.containers', ['name']],
  ['PodSpec.hostAliases', ['ip']],
  ['PodSpec.imagePullSecrets', ['name']],
  ['PodSpec.initContainers', ['name']],
  ['PodSpec.topologySpreadConstraints', ['topologyKey', 'whenUnsatisfiable']],
  ['PodSpec.volumes', ['name']],
  ['PodSecurityContext.sysctls', ['name']],
  ['ServiceSpec.ports', ['port']],
]);
