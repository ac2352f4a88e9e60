import type { KubeObject } from '../plan/kubernetes.ts';
import { containerPorts, containers, hooks, hosts, probes, variables } from './checks/containers.ts';
import { dataKeys, identities, labels, names, sizes } from './checks/metadata.ts';
import { autoscalers, disruptionBudgets, networkPolicies, roleBindings } from './checks/policies.ts';
import { references } from './checks/references.ts';
import { resources, security } from './checks/resources.ts';
import { gateways, httpRoutes } from './checks/gateways.ts';
import { ingresses, nodePorts, servicePorts, serviceSelectors, serviceTypes } from './checks/services.ts';
import { mounts, volumes } from './checks/volumes.ts';
import { affinities, claims, governingServices, restartPolicies, schedules, strategies, workloadSelectors } from './checks/workloads.ts';
import { objectSet, type SetCheck } from './object-set.ts';
import type { Violation } from './violation.ts';

const checks: readonly SetCheck[] = [
  names,
  identities,
  labels,
  dataKeys,
  sizes,
  containers,
  containerPorts,
  variables,
  probes,
  hooks,
  hosts,
  volumes,
  mounts,
  resources,
  security,
  references,
  workloadSelectors,
  affinities,
  restartPolicies,
  strategies,
  governingServices,
  schedules,
  claims,
  serviceTypes,
  serviceSelectors,
  servicePorts,
  nodePorts,
  ingresses,
  gateways,
  httpRoutes,
  autoscalers,
  disruptionBudgets,
  networkPolicies,
  roleBindings,
];

/**
 * What a schema cannot say about the objects of one conversion: names and labels, whether what they refer to and select
 * is there, and combinations that an API server refuses or that cannot run. Assumes that `validateObject` found nothing.
 * @param externals `Kind/name` of objects that are stated preconditions
 * @param minVersion the oldest minor version that has to take the objects
 */
export function validateSet(objects: readonly KubeObject[], externals: ReadonlySet<string> = new Set(), minVersion = 28): Violation[] {
  const set = objectSet(objects, externals, minVersion);
  return checks.flatMap((check) => [...check(set)]);
}
