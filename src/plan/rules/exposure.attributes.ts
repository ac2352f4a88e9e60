import type { AttributeRow } from '../../model/attribute-row.ts';

/** Ports and what opens them outside the cluster. */
export const exposureAttributes: readonly AttributeRow[] = [
  {
    attribute: 'services.*.ports',
    outcomes: ['differs', 'refused!'],
    destination: 'Service `spec.ports`, container `ports`; for what is published Service `NAME-public` of type LoadBalancer',
    difference:
      'pods may see another client address; data stores and administration pages are not published; `--expose` chooses NodePort, Ingress or none',
    rules: ['B-090', 'N-10', 'N-11', 'N-18', 'N-19', 'N-20', 'N-21', 'N-22', 'N-23', 'N-24', 'N-25', 'N-32', 'N-33', 'V-19', 'L-21'],
  },
  {
    attribute: 'services.*.ports[].target',
    outcomes: ['exact'],
    destination: 'Service `spec.ports[].port` and `targetPort`, container `ports[].containerPort`',
    rules: ['B-091', 'N-10'],
  },
  {
    attribute: 'services.*.ports[].published',
    outcomes: ['differs'],
    destination: 'Service `NAME-public` `spec.ports[].port`',
    difference: 'a port of a load balancer instead of the host; without it Docker picks a port, and here it stays inside',
    rules: ['B-092', 'N-19', 'N-20', 'N-23'],
  },
  {
    attribute: 'services.*.ports[].host_ip',
    outcomes: ['differs'],
    destination: '',
    difference: 'a loopback address keeps the port inside the cluster; no other address is bound',
    rules: ['B-093', 'N-21', 'N-22'],
  },
  {
    attribute: 'services.*.ports[].protocol',
    outcomes: ['exact'],
    destination: 'Service `spec.ports[].protocol`, container `ports[].protocol`',
    rules: ['B-094'],
  },
  {
    attribute: 'services.*.ports[].app_protocol',
    outcomes: ['exact', 'refused'],
    destination: 'Service `spec.ports[].appProtocol`',
    difference: 'names that are neither of IANA nor qualified are left out',
    rules: ['B-095', 'N-27'],
  },
  {
    attribute: 'services.*.ports[].mode',
    outcomes: ['differs', 'exact'],
    destination: 'container `ports[].hostPort` of a DaemonSet',
    difference: 'elsewhere `host` is published as `ingress` is',
    rules: ['B-096', 'N-24'],
  },
  {
    attribute: 'services.*.ports[].name',
    outcomes: ['exact', 'differs'],
    destination: 'Service `spec.ports[].name`',
    difference: 'a name that is no label of at most 15 characters is replaced by protocol and number',
    rules: ['B-097', 'N-17'],
  },
  {
    attribute: 'services.*.expose',
    outcomes: ['exact', 'differs'],
    destination: 'Service `spec.ports`, container `ports`',
    difference: 'a long range makes the Service headless, so that every port is reached',
    rules: ['B-098', 'N-19'],
  },
  {
    attribute: 'services.*.deploy.endpoint_mode',
    outcomes: ['exact', 'differs'],
    destination: 'Service `spec.clusterIP`',
    difference: 'a word that Docker does not know counts as `vip`',
    rules: ['B-183'],
  },
];
