/**
 * Lists whose items a strategic merge patch tells apart, and by which field; `type.field` → key. Every other list is replaced
 * whole. From `x-kubernetes-patch-merge-key` in the OpenAPI description of Kubernetes 1.28.
 */
export const mergeKeys: ReadonlyMap<string, string> = new Map([
  ['Container.env', 'name'],
  ['Container.ports', 'containerPort'],
  ['Container.volumeDevices', 'devicePath'],
  ['Container.volumeMounts', 'mountPath'],
  ['KubeServiceAccountProps.secrets', 'name'],
  ['ObjectMeta.ownerReferences', 'uid'],
  ['PodSpec.containers', 'name'],
  ['PodSpec.ephemeralContainers', 'name'],
  ['PodSpec.hostAliases', 'ip'],
  ['PodSpec.imagePullSecrets', 'name'],
  ['PodSpec.initContainers', 'name'],
  ['PodSpec.resourceClaims', 'name'],
  ['PodSpec.schedulingGates', 'name'],
  ['PodSpec.topologySpreadConstraints', 'topologyKey'],
  ['PodSpec.volumes', 'name'],
  ['ServiceSpec.ports', 'port'],
]);
