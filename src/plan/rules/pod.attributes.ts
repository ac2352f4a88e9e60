import type { AttributeRow } from '../../model/attribute-row.ts';

/** Fields of the pod: names, namespaces, platform. */
export const podAttributes: readonly AttributeRow[] = [
  {
    attribute: 'services.*.extra_hosts',
    outcomes: ['exact', 'refused!'],
    destination: 'pod `hostAliases`',
    difference: 'the host of a pod is nothing that it could call; names are those of RFC 1123',
    rules: ['B-108', 'N-34', 'N-35'],
  },
  {
    attribute: 'services.*.dns_search',
    outcomes: ['differs'],
    destination: 'pod `dnsConfig.searches`',
    difference: "searched after the cluster's own domains",
    rules: ['B-110'],
  },
  { attribute: 'services.*.dns_opt', outcomes: ['exact'], destination: 'pod `dnsConfig.options`', rules: ['B-111'] },
  {
    attribute: 'services.*.platform',
    outcomes: ['differs'],
    destination: 'pod `nodeSelector`: `kubernetes.io/os`, `kubernetes.io/arch`',
    difference: 'nodes do not emulate: without such a node the pod stays Pending; the variant is dropped',
    rules: ['B-020'],
  },
  {
    attribute: 'services.*.runtime',
    outcomes: ['differs', 'exact', 'refused'],
    destination: 'pod `runtimeClassName`',
    difference: 'the RuntimeClass must exist; `runc` is what every node has, and what is no name of an object cannot be one',
    rules: ['B-023'],
  },
  {
    attribute: 'services.*.ipc',
    outcomes: ['differs', 'exact', 'refused!'],
    destination: 'pod `hostIPC`; one pod of several containers for `service:`',
    difference: 'Pod Security allows `host` at its privileged level only; containers outside the project cannot be joined',
    rules: ['B-175', 'L-22'],
  },
  {
    attribute: 'services.*.pid',
    outcomes: ['differs', 'exact', 'refused!'],
    destination: 'pod `hostPID`; one pod of several containers with `shareProcessNamespace` for `service:`',
    difference: 'Pod Security allows `host` at its privileged level only; containers outside the project cannot be joined',
    rules: ['B-176', 'L-22'],
  },
];
