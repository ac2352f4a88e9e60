import type { PlanContext, ServicePlan } from './context.ts';
import { publicServices, usesNodePorts } from './public-ports.ts';

const owners = new WeakMap<PlanContext, ReadonlyMap<number, string>>();

/** Whether a number is one that clusters keep for the ports of nodes, unless told otherwise. */
function isNodePortNumber(port: number): boolean {
  return port >= 30000 && port <= 32767;
}

/**
 * Whether a public Service gets the published number on every node, too (N-20). The API server gives a number to one
 * Service only, whatever the protocol: the first that asks for it.
 */
export function hasFixedNodePort(published: number, service: ServicePlan, suffix: string, context: PlanContext): boolean {
  const known = owners.get(context) ?? ownersOf(context);
  owners.set(context, known);
  return known.get(published) === ownerName(service, suffix);
}

function ownersOf(context: PlanContext): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const service of context.services.values()) {
    if (!usesNodePorts(service, context)) continue;
    for (const { suffix, ports } of publicServices(service, context)) {
      for (const { published } of ports) {
        if (isNodePortNumber(published) && !found.has(published)) found.set(published, ownerName(service, suffix));
      }
    }
  }
  return found;
}

function ownerName({ key }: ServicePlan, suffix: string): string {
  return JSON.stringify([key, suffix]);
}
