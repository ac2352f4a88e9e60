import { parse } from 'yaml';

/** Values at which programs that read Compose files tend to go wrong. */
const oddValues = [
  '',
  'null',
  '~',
  'true',
  '0',
  '-1',
  '1e999',
  '0x7fffffffffffffffff',
  '99999999999999999999',
  '1.5',
  '[]',
  '{}',
  '[[]]',
  '{a: b}',
  '"\\0"',
  '"\\ud800"',
  "'",
  '"',
  '*missing',
  '&a *a',
  '<<: *a',
  '!reset null',
  '!override {}',
  '!!binary aGk=',
  '${',
  '${A:-${B:-${C}}}',
  '$$$$',
  '${X:?no}',
  '__proto__',
  'constructor',
  '../../../etc/passwd',
  '/dev/zero',
  '0.0.0.0:1-65535:1-65535',
  '[::1]:80:80/udp',
  'service:web',
  '1000000h',
  '9999999g',
  '2024-01-01',
  '\u202e\u0000\ufeff',
  'a'.repeat(5000),
  '- '.repeat(200),
  '{'.repeat(500),
];

/** The attributes of a service that are looked at most, so that mutations reach deep. */
const oddKeys = [
  'ports',
  'volumes',
  'healthcheck',
  'depends_on',
  'deploy',
  'network_mode',
  'extends',
  'secrets',
  'configs',
  'command',
  'environment',
  'x-waybill',
  'labels',
  'profiles',
  'networks',
  'build',
  'volumes_from',
  'pre_start',
  'gpus',
  'sysctls',
];

const mutations = [
  (text, random) => {
    const at = random(text.length);
    return text.slice(0, at) + String.fromCharCode(random(0x180)) + text.slice(at + 1);
  },
  (text, random) => text.slice(0, random(text.length)),
  (text, random) => onLines(text, random, (lines, at) => lines.splice(at, 1)),
  (text, random) => onLines(text, random, (lines, at) => lines.splice(at, 0, lines[at] ?? '')),
  (text, random) => onLines(text, random, (lines, at) => lines.splice(random(lines.length), 0, ...lines.splice(at, 1 + random(5)))),
  (text, random) => onLines(text, random, (lines, at) => (lines[at] = ' '.repeat(random(4)) + lines[at])),
  (text, random) => onLines(text, random, (lines, at) => (lines[at] = (lines[at] ?? '').replace(/^ {1,2}/, ''))),
  (text, random) => onLines(text, random, (lines, at) => (lines[at] = (lines[at] ?? '').replace(/:.*$/, `: ${one(oddValues, random)}`))),
  (text, random) => onLines(text, random, (lines, at) => (lines[at] = (lines[at] ?? '').replace(/-\s.*$/, `- ${one(oddValues, random)}`))),
  (text, random) => onLines(text, random, (lines, at) => (lines[at] = (lines[at] ?? '').replace(/[\w-]+(?=:)/, one(oddKeys, random)))),
  (text, random) => onLines(text, random, (lines, at) => (lines[at] = (lines[at] ?? '').replace(/[\w-]+(?=:)/, one(oddValues, random)))),
  (text, random) => text.replaceAll('\n', random(2) === 0 ? '\r\n' : '\r'),
];

function one(list, random) {
  return list[random(list.length)];
}

function onLines(text, random, change) {
  const lines = text.split('\n');
  change(lines, random(lines.length));
  return lines.join('\n');
}

/** Every map and list in a value, with itself. */
function containers(value) {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(containers)];
}

/** Values that a service attribute may have, so that what is made still loads and reaches the rules. */
const plausible = [
  'web',
  'db',
  './data:/data',
  'data:/var/lib/data:ro',
  '/var/run/docker.sock:/var/run/docker.sock',
  '8080:80',
  '127.0.0.1:5432:5432/tcp',
  '53:53/udp',
  80,
  '0',
  '1000:1000',
  '30s',
  '1m30s',
  '512m',
  '0.5',
  'host',
  'none',
  'service:web',
  'always',
  'on-failure:3',
  'CMD-SHELL',
  'curl -f http://localhost:8080/health || exit 1',
  ['CMD', 'wget', '-q', 'http://127.0.0.1/'],
  { web: { condition: 'service_healthy' } },
  { db: { condition: 'service_completed_successfully' } },
  { web: null, db: null },
  'sh -c "$(date) `id` \'; rm -rf /"',
  'PASSWORD=a b\nc',
  { __proto__: null, constructor: 'x', toString: '1' },
  'a: b\n- c\r\n\u2028',
  true,
  false,
  null,
  [],
  {},
  '',
];

/** A change of the tree that leaves it well-formed: most such files still load. */
function changeTree(tree, other, random) {
  const all = containers(tree);
  const target = one(all, random);
  const keys = Object.keys(target);
  const put = (key, value) => Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  const value = () => structuredClone(random(3) === 0 ? one(containers(other), random) : one(plausible, random));
  switch (random(6)) {
    case 0:
      if (keys.length > 0 && !Array.isArray(target)) delete target[one(keys, random)];
      else if (Array.isArray(target)) target.splice(random(target.length), 1);
      return;
    case 1:
      if (keys.length > 0) put(one(keys, random), value());
      return;
    case 2:
      if (Array.isArray(target)) target.push(value());
      else put(one(oddKeys, random), value());
      return;
    case 3: {
      const from = one(all, random);
      const key = one(Object.keys(from), random);
      if (key !== undefined) put(Array.isArray(target) ? target.length : key, structuredClone(from[key]));
      return;
    }
    default:
      transplant(tree, other, random);
  }
}

/** Gives a service an attribute that a service of another project has. */
function transplant(tree, other, random) {
  const services = Object.values(tree.services ?? {}).filter((service) => typeof service === 'object' && service !== null);
  const donors = Object.values(other?.services ?? {}).filter((service) => typeof service === 'object' && service !== null);
  const service = one(services, random);
  const donor = one(donors, random);
  const key = donor && one(Object.keys(donor), random);
  if (service && key !== undefined) service[key] = structuredClone(donor[key]);
  for (const section of ['volumes', 'networks', 'secrets', 'configs']) {
    if (typeof other?.[section] === 'object' && random(2) === 0) tree[section] = { ...other[section], ...tree[section] };
  }
}

function parsed(text) {
  try {
    const tree = parse(text, { merge: true, logLevel: 'silent', maxAliasCount: 1000 });
    return typeof tree === 'object' && tree !== null ? tree : undefined;
  } catch {
    return undefined;
  }
}

/** The text as JSON, which is YAML, with one to six changes of its tree; undefined when it is no YAML. */
function mutatedTree(text, other, random) {
  const tree = structuredClone(parsed(text));
  if (tree === undefined) return undefined;
  const donor = parsed(other);
  for (let left = 1 + random(6); left > 0; left--) changeTree(tree, donor, random);
  return JSON.stringify(tree, null, 2);
}

/** The text with one to eight changes, sometimes with a piece of another file; `isYaml` allows changes of the tree. */
export function mutated(text, other, random, isYaml) {
  if (isYaml && random(2) === 0) {
    const tree = mutatedTree(text, other, random);
    if (tree !== undefined) return random(8) > 0 ? tree : one(mutations, random)(tree, random);
  }
  let result = text;
  for (let left = 1 + random(random(2) === 0 ? 2 : 8); left > 0; left--) result = one(mutations, random)(result, random);
  if (random(10) > 0) return result;
  const lines = other.split('\n');
  const from = random(lines.length);
  return onLines(result, random, (all, at) => all.splice(at, 0, ...lines.slice(from, from + 1 + random(20))));
}

/** Bytes that are no text, or text that is no YAML. */
export function randomBytes(random) {
  const alphabet = random(2) === 0 ? undefined : 'services:\n  -[]{}"\'&*!|>%@`#$,?0aA\t';
  const length = random(random(10) === 0 ? 20_000 : 300);
  return Uint8Array.from({ length }, () => (alphabet ? alphabet.charCodeAt(random(alphabet.length)) : random(256)));
}
