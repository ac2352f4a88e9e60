import type { KubernetesMinor } from './options.ts';

/**
 * Sysctls that every kubelet allows, with the minor version since which it does; those of the oldest supported one have its number
 * (https://kubernetes.io/docs/reference/node/kernel-version-requirements).
 */
const safe: ReadonlyMap<string, KubernetesMinor> = new Map([
  ['kernel.shm_rmid_forced', 28],
  ['net.ipv4.ip_local_port_range', 28],
  ['net.ipv4.tcp_syncookies', 28],
  ['net.ipv4.ping_group_range', 28],
  ['net.ipv4.ip_unprivileged_port_start', 28],
  ['net.ipv4.ip_local_reserved_ports', 28],
  ['net.ipv4.tcp_keepalive_time', 29],
  ['net.ipv4.tcp_keepalive_intvl', 29],
  ['net.ipv4.tcp_keepalive_probes', 29],
  ['net.ipv4.tcp_fin_timeout', 29],
  ['net.ipv4.tcp_rmem', 32],
  ['net.ipv4.tcp_wmem', 32],
]);

/** The minor version since which a kubelet takes the sysctl unasked (SEC-17); undefined: none does. */
export function safeSince(name: string): KubernetesMinor | undefined {
  return safe.get(name);
}

/** Whether each pod has its own value: the kubelet can be told to allow no others. */
export function isNamespacedSysctl(name: string): boolean {
  return /^(?:net\.|kernel\.(?:shm|msg)|kernel\.sem$|fs\.mqueue\.)/.test(name);
}
