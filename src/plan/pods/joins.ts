import type { Project } from '../../model/project.ts';
import type { Service } from '../../model/service.ts';
import type { Path } from '../../source/node-tools.ts';

/** The attributes by which a container enters the namespace of another one. */
export type JoinAttribute = 'network_mode' | 'pid' | 'ipc';

/** `network_mode: service:X` and the like (L-21, L-22). */
export interface Join {
  readonly attribute: JoinAttribute;
  readonly path: Path;
  /** The service that is joined. */
  readonly to: string;
  /** Why both cannot run in one pod; undefined when they do. */
  readonly refusal?: Refusal;
}

interface Refusal {
  /** A clause without a full stop. */
  readonly reason: string;
  readonly hint?: string;
}

const attributes: readonly JoinAttribute[] = ['network_mode', 'pid', 'ipc'];

/** The joins that a service asks for, whether they can be had or not. */
export function wantedJoins(key: string, project: Project): readonly Join[] {
  return attributes.flatMap((attribute) => {
    const to = joinedService(key, attribute, project);
    return to === undefined ? [] : [{ attribute, path: ['services', key, attribute], to }];
  });
}

/** The service whose namespace is entered: named as a service, or as the container that it makes. */
function joinedService(key: string, attribute: JoinAttribute, { name, services }: Project): string | undefined {
  const mode = services.get(key)?.[attribute] ?? '';
  const [kind, wanted] = splitMode(mode);
  if (kind === 'service') return services.has(wanted) && wanted !== key ? wanted : undefined;
  if (kind !== 'container') return undefined;
  return [...services].find(([other, service]) => other !== key && containerNames(name, other, service).includes(wanted))?.[0];
}

/** `service:web` as its two parts; a mode of one word has no second one. */
export function splitMode(mode: string): readonly [kind: string, name: string] {
  const colon = mode.indexOf(':');
  return colon === -1 ? [mode, ''] : [mode.slice(0, colon), mode.slice(colon + 1)];
}

function containerNames(project: string, key: string, { container_name: own }: Service): readonly string[] {
  return own === undefined ? [`${project}-${key}-1`] : [own];
}

/** The service at the end of the first joins: the pod that a service asks to be in. */
export function wantedPod(key: string, project: Project): string {
  const seen = new Set<string>();
  let at = key;
  for (let join = wantedJoins(at, project)[0]; join && !seen.has(at); join = wantedJoins(at, project)[0]) {
    seen.add(at);
    at = join.to;
  }
  return at;
}

/** The service whose network a service uses: its own unless `network_mode` names another, in the end (N-33). */
export function networkHolder(key: string, project: Project): string {
  const seen = new Set([key]);
  for (let at = key; ;) {
    const next = joinedService(at, 'network_mode', project);
    if (next === undefined || seen.has(next)) return at;
    seen.add(next);
    at = next;
  }
}
