import type { RuleTable } from './rule-table.ts';

/** Names, ports, what is public, and who may connect. */
export const networkingRules: RuleTable = {
  'N-01': ['Names in Docker', 'Docker answers for service names, container names, aliases and host names of a network.'],
  'N-02': [
    'Further names',
    'Aliases, container names and host names get Services of their own where something in the project mentions them, or with `--all-aliases`.',
  ],
  'N-03': ['A Service for every service', 'Every service that keeps running has a Service of its name, also without ports.'],
  'N-04': ['Names that have to change', 'A name with `_`, a dot or a leading digit cannot be that of a Service and is changed.'],
  'N-05': [
    'References follow',
    'Where a name had to change, it is rewritten in host positions of variables, commands, checks and mounted files, each time with its place.',
  ],
  'N-07': [
    'Names with dots',
    'A Service cannot have a dotted name; references go to the name of the service, which programs that check host names or certificates may notice.',
  ],
  'N-09': ['Fixed addresses', 'Addresses of pods change. A fixed address in a text is replaced by the name of the service.'],
  'N-10': ['Container ports', 'Inside the cluster a Service has the port of the container, not the published one.'],
  'N-11': ['Ports of a Service', 'Declared ports, ports of the image, and ports by which other services refer to it.'],
  'N-12': ['Known ports', 'Ports of well-known images.'],
  'N-13': ['No known port', 'The name resolves to the pod itself, every port of which can be reached, as in Docker.'],
  'N-14': ['Stable address', 'A Service with ports has one address; a port that is declared nowhere cannot be reached through it.'],
  'N-15': [
    'Reachable before ready',
    'A service that calls itself by name, or services that call each other, are reachable before they are ready, as in Docker; otherwise none would become ready.',
  ],
  'N-16': [
    'Waiting for readiness',
    'Where the Service of a dependency also shows pods that are not ready, waits use a second one that does not.',
  ],
  'N-17': ['Port names', 'Every port has a name.'],
  'N-18': [
    'One number, two protocols',
    'Client-side apply loses one of two ports with the same number; the Service has no ports list, and two public Services are made.',
  ],
  'N-19': ['Port ranges', 'Ranges become single ports; more than a hundred are too many for a Service.'],
  'N-20': [
    'Published ports',
    'A published port becomes a Service of type LoadBalancer, or what `--expose` says. Data stores and administration pages stay internal unless `x-waybill: {expose: true}` or `--expose-data` says otherwise.',
  ],
  'N-21': ['Published on loopback', 'A port published on 127.0.0.1 is not public here either; `kubectl port-forward` reaches it.'],
  'N-22': ['Published on one address', 'The address of the host has no meaning in a cluster; the port is public.'],
  'N-23': ['Random ports', 'A port without a published number is internal.'],
  'N-24': ['Host mode', '`mode: host` is a hostPort of a DaemonSet, and an ordinary published port elsewhere.'],
  'N-25': ['Ingress', 'With `--expose ingress` HTTP ports get a route by host name; other ports a LoadBalancer.'],
  'N-27': ['Application protocol', 'Protocols are named as Kubernetes names them.'],
  'N-28': [
    'Networks',
    'NetworkPolicies keep services apart where the project has more than one network; with one network other pods may connect unless `--isolate` is given.',
  ],
  'N-29': ['Who may connect', 'Pods that share a network, and everyone on public ports.'],
  'N-30': ['Internal networks', 'A service on internal networks only may reach its peers and DNS, nothing else.'],
  'N-31': ['Waits and policies', 'Where a policy would block a wait, it asks DNS instead.'],
  'N-32': [
    'Ports on internal networks',
    'Docker does not publish ports of a service whose networks are all internal; neither is it done here.',
  ],
  'N-33': ['Host network', '`network_mode: host` puts the pod on the network of its node; `none` denies all traffic.'],
  'N-34': ['extra_hosts', 'Host names with fixed addresses go into the hosts file of the pod.'],
  'N-35': ['The host of Docker', '`host.docker.internal` and its like name a machine that a cluster does not have.'],
  'N-36': ['dns', 'Name servers of a container would replace those of the cluster, and no service name would resolve.'],
  'N-38': ['links', 'An alias for the whole namespace, and a dependency.'],
  'N-39': ['External networks', 'Peers on an external network live in another namespace; `--network-namespace` says which.'],
  'N-41': ['The DNS server of Docker', '`127.0.0.11` does not exist in a cluster.'],
  'N-42': ['Labels for other programs', 'Labels that are read through the Docker API have no effect without it.'],
};
