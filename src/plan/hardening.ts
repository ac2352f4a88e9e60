import { dropsPrivileges, entrypointCapabilitiesOf, fileCapabilitiesOf } from '../image/resolve.ts';
import type { PlanContext, ServicePlan } from './context.ts';
import type { Json } from './draft.ts';
import { isPrivileged } from './host-devices.ts';

/** What `--harden` tightens for one service, and what it leaves because nothing shows that it is safe (SEC-01). */
export interface Hardening {
  /** The number is known and is not that of root. */
  readonly nonRoot?: { readonly uid: number; readonly gid?: number };
  readonly noEscalation: boolean;
  /** `drop: [ALL]` with these added again; undefined: capabilities stay as they are. */
  readonly keep?: readonly string[];
  /** Why something stays as it is: a clause. */
  readonly reason?: string;
}

type Facts = Pick<ServicePlan, 'service' | 'image' | 'user' | 'ports'>;

const nothing: Hardening = { noEscalation: false };

/** SEC-01. */
export function hardeningOf(facts: Facts, { options }: Pick<PlanContext, 'options'>): Hardening {
  if (!options.harden) return nothing;
  const { service, user } = facts;
  if (isPrivileged(service, options)) return { ...nothing, reason: 'its container is privileged' };
  if (user.isRoot === true) return hardenRoot(facts);
  if (user.uid === undefined)
    return { ...nothing, reason: 'the number of its user is not known here: write it as user, or pass --image-metadata' };
  const nonRoot = { uid: user.uid, ...(user.gid !== undefined && { gid: user.gid }) };
  const reason = escalationReason(facts);
  if (reason !== undefined) return { nonRoot, noEscalation: false, reason };
  // A program that may carry this capability in its file is not even started where it is dropped.
  const mayBind = facts.ports.list.some(({ port }) => port < 1024) || fileCapabilitiesOf(facts.image).length > 0;
  return { nonRoot, noEscalation: true, keep: mayBind || addsCapability(facts) ? [netBind] : [] };
}

const netBind = 'NET_BIND_SERVICE';

/** A process that is not root gains capabilities from the file of a program or through another one that is setuid only. */
function escalationReason({ service, image }: Facts): string | undefined {
  if ((service.security_opt ?? []).some((option) => /^no-new-privileges[=:]false$/.test(option))) return 'it asks for new privileges';
  const added = (service.cap_add ?? []).map(plainName).filter((name) => name !== netBind);
  if (added.length > 0) return `it adds the capability ${added.join(', ')}, which a program that is not root gets through its file only`;
  const inFiles = fileCapabilitiesOf(image).filter((name) => name !== netBind);
  if (inFiles.length > 0) return `a program of its image has the capability ${inFiles.join(', ')} in its file`;
  const words = [service.command, service.entrypoint].flat().join(' ');
  return /\bsudo\b/.test(`${words} ${image.dockerfile?.source.text ?? ''}`) ? 'it uses sudo' : undefined;
}

/** The entrypoint of a well-known image needs what the table says, and goes on as another user. */
function hardenRoot({ service, image, user, ports }: Facts): Hardening {
  const needed = entrypointCapabilitiesOf(image);
  if (!needed || !dropsPrivileges(image))
    return { ...nothing, reason: 'it runs as root, and nothing tells what it needs of that: set user, or cap_drop and security_opt' };
  if (user.source !== 'image' || service.entrypoint !== undefined || !startsItsServer(service.command))
    return { ...nothing, reason: 'it runs as root, and not as its image intends' };
  const low = ports.list.some(({ port }) => port < 1024) ? [netBind] : [];
  return { noEscalation: true, keep: [...new Set([...needed, ...low, ...(service.cap_add ?? []).map(plainName)])].sort() };
}

/** Entrypoints that change the user do so before their own server only. */
function startsItsServer(command: readonly string[] | null | undefined): boolean {
  const first = command?.[0];
  return first === undefined || /^(?:-|(?:postgres|mysqld|mariadbd|mongod|redis-server|valkey-server|rabbitmq-server)$)/.test(first);
}

function addsCapability({ service }: Facts): boolean {
  return (service.cap_add ?? []).length > 0;
}

function plainName(capability: string): string {
  return capability.toUpperCase().replace(/^CAP_/, '');
}

/** What `cp -a` of root needs to keep owners, modes and times. */
const copying = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID'];

/** The security of an init container that copies files for the service: as its user, with nothing that copying does not need. */
export function hardenedCopy({ nonRoot, noEscalation, keep }: Hardening, given: Json): Json {
  if (nonRoot) {
    const { runAsUser, runAsGroup, ...rest } = given;
    const group = runAsGroup ?? nonRoot.gid;
    return {
      runAsUser: runAsUser ?? nonRoot.uid,
      ...(group !== undefined && { runAsGroup: group }),
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      ...rest,
      capabilities: { drop: ['ALL'] },
    };
  }
  if (!noEscalation || !keep) return given;
  return { ...given, allowPrivilegeEscalation: false, capabilities: { add: copying, drop: ['ALL'] } };
}
