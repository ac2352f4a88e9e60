import { type AttributeRow, rowsBelow } from '../../model/attribute-row.ts';

const addresses = { outcomes: ['refused'], destination: '', difference: 'addresses of pods are given by the cluster' } as const;
const plugin = { outcomes: ['refused'], destination: '', difference: 'the network plugin of the cluster decides' } as const;

/** Networks of services and of the project. */
export const networkPoliciesAttributes: readonly AttributeRow[] = [
  {
    attribute: 'services.*.networks',
    outcomes: ['exact', 'differs'],
    destination: 'pod `metadata.labels`, NetworkPolicy',
    difference: 'policies are made where there is more than one set of networks, and need a network plugin that enforces them',
    rules: ['B-099', 'N-28', 'N-29', 'N-33'],
  },
  {
    attribute: 'services.*.networks.*.aliases',
    outcomes: ['differs', 'exact'],
    destination: 'Service',
    difference: 'every pod of the namespace sees them; made only where a text uses the name, or with `--all-aliases`',
    rules: ['B-100', 'N-02'],
  },
  ...rowsBelow('services.*.networks.*', ['ipv4_address', 'ipv6_address'], { ...addresses, rules: ['B-101', 'N-09'] }),
  ...rowsBelow('services.*.networks.*', ['link_local_ips', 'mac_address', 'interface_name', 'driver_opts'], {
    ...plugin,
    rules: ['B-102'],
  }),
  ...rowsBelow('services.*.networks.*', ['priority', 'gw_priority'], {
    outcomes: ['not-applicable'],
    destination: '',
    difference: 'a pod has one interface',
    rules: ['B-103'],
  }),
  {
    attribute: 'services.*.network_mode',
    outcomes: ['differs', 'exact', 'refused!'],
    destination: 'pod `hostNetwork`; NetworkPolicy for `none`; one pod of several containers for `service:`',
    difference: 'the network of a node and of another container need rights that pods rarely have',
    rules: ['B-105', 'N-33', 'L-21', 'SEC-15'],
  },
  {
    attribute: 'networks',
    outcomes: ['not-applicable', 'differs'],
    destination: '',
    difference: 'holds the attributes below; a network is no object of a cluster',
    rules: ['B-003', 'B-006'],
  },
  {
    attribute: 'networks.*.name',
    outcomes: ['differs'],
    destination: 'pod label `waybill.dev/net-NAME`, where policies are made',
    difference: 'a network is no object of a cluster',
    rules: ['B-220', 'N-29'],
  },
  {
    attribute: 'networks.*.driver',
    outcomes: ['not-applicable', 'differs', 'refused!'],
    destination: '',
    difference: 'pods reach each other across nodes; an interface on the local network of the host has no counterpart',
    rules: ['B-221', 'N-33'],
  },
  {
    attribute: 'networks.*.driver_opts',
    outcomes: ['refused', 'differs', 'not-applicable'],
    destination: '',
    difference: 'the network plugin of the cluster decides; a loopback `host_binding_ipv4` keeps ports inside the cluster',
    rules: ['B-222', 'N-21'],
  },
  {
    attribute: 'networks.*.ipam',
    outcomes: ['refused', 'not-applicable'],
    destination: '',
    difference: 'addresses of pods are given by the cluster',
    rules: ['B-223', 'N-09'],
  },
  ...rowsBelow(
    'networks.*.ipam',
    ['driver', 'options', 'config', ...['subnet', 'ip_range', 'gateway', 'aux_addresses'].map((key) => `config[].${key}`)],
    { ...addresses, rules: ['B-223', 'N-09'] },
  ),
  ...rowsBelow('networks.*', ['external', 'external.name'], {
    outcomes: ['differs'],
    destination: 'NetworkPolicy `spec.ingress[].from[].namespaceSelector`',
    difference: 'who else is on it lives in another namespace and is called NAME.NAMESPACE',
    rules: ['B-224', 'N-39', 'N-33'],
  }),
  {
    attribute: 'networks.*.internal',
    outcomes: ['differs', 'exact'],
    destination: 'NetworkPolicy `spec.egress`',
    difference: 'holds where the network plugin enforces policies; DNS stays open',
    rules: ['B-225', 'N-30', 'N-31', 'N-32'],
  },
  {
    attribute: 'networks.*.attachable',
    outcomes: ['not-applicable'],
    destination: '',
    difference: 'any pod can be reached',
    rules: ['B-226'],
  },
  ...rowsBelow('networks.*', ['enable_ipv4', 'enable_ipv6'], {
    outcomes: ['differs', 'exact', 'refused'],
    destination: 'Service `spec.ipFamilyPolicy`',
    difference: 'IPv6 where the cluster is dual-stack; IPv4 cannot be turned off',
    rules: ['B-227'],
  }),
  {
    attribute: 'networks.*.labels',
    outcomes: ['differs', 'refused'],
    destination: 'NetworkPolicy `metadata.annotations`',
    difference: 'lost where no policy is made',
    rules: ['B-228'],
  },
];
