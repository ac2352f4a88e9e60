import { type Place, routeHost, routePath } from './place.ts';
import { type Alternative, parseTraefikRule } from './traefik-rule.ts';

export interface RulePlaces {
  readonly places: readonly Place[];
  /** Matchers that no Ingress has, for the alternatives that were left out because of them. */
  readonly untranslated: readonly string[];
}

/**
 * The hosts and paths of a rule of Traefik. An alternative with a condition of another kind gives none: without that condition
 * it would let more through.
 * @returns undefined where the text is no rule
 */
export function placesOfRule(rule: string): RulePlaces | undefined {
  const alternatives = parseTraefikRule(rule);
  if (!alternatives) return undefined;
  const places: Place[] = [];
  const untranslated: string[] = [];
  for (const alternative of alternatives) {
    const odd = alternative.filter(({ name, values, negated }) => negated || !values.every((value) => isKnown(name, value)));
    if (odd.length > 0) untranslated.push(...odd.map(({ name, negated }) => (negated ? `!${name}` : name)));
    else places.push(...placesOf(alternative));
  }
  return { places, untranslated: [...new Set(untranslated)] };
}

/** Traefik does not tell cases apart. */
function isKnown(name: string, value: string): boolean {
  const matcher = name.toLowerCase();
  if (matcher === 'host' || matcher === 'hostheader') return routeHost(value) !== undefined;
  return (matcher === 'pathprefix' || matcher === 'path') && routePath(value) !== undefined;
}

function placesOf(alternative: Alternative): readonly Place[] {
  let hosts: readonly (string | undefined)[] = [undefined];
  let paths: readonly Pick<Place, 'path' | 'exact'>[] = [{ path: '/', exact: false }];
  for (const { name, values } of alternative) {
    const matcher = name.toLowerCase();
    if (matcher === 'path' || matcher === 'pathprefix') {
      const wanted = values.map((path) => ({ path, exact: matcher === 'path' }));
      paths = paths.flatMap((path) => wanted.flatMap((other) => narrower(path, other) ?? []));
    } else {
      const wanted = values.map(routeHost);
      hosts = hosts.flatMap((host) => (host === undefined ? wanted : wanted.includes(host) ? [host] : []));
    }
  }
  return hosts.flatMap((host) => paths.map((path) => ({ ...(host !== undefined && { host }), ...path })));
}

type PathPlace = Pick<Place, 'path' | 'exact'>;

/** What both paths let through; undefined for nothing. */
function narrower(a: PathPlace, b: PathPlace): PathPlace | undefined {
  const [short, long] = a.path.length <= b.path.length ? [a, b] : [b, a];
  if (short.path === long.path) return short.exact ? short : long;
  return !short.exact && long.path.startsWith(short.path) ? long : undefined;
}
