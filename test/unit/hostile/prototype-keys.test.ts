import { describe, expect, it } from 'vitest';
import { printReport } from '../../../src/report/print-report.ts';
import { reportFormats } from '../../../src/report/report-format.ts';
import { type ConvertedText, convertText } from '../../support/convert-text.ts';

/** Each with a name of the same form that no object has. */
const names = [
  ['__proto__', '__prata__'],
  ['constructor', 'constracter'],
  ['hasOwnProperty', 'hasAwnPraperty'],
  ['toString', 'toStrung'],
  ['valueOf', 'volueOf'],
] as const;

const web = (attributes: string): string => `services: {web: {image: 'acme/app:1', ${attributes}}}`;

/** Where a key of the user can stand; KEY is what is put there. */
const places: Readonly<Record<string, string>> = {
  services: `services: {KEY: {image: 'acme/app:1', ports: ['80']}, other: {image: 'acme/app:1', depends_on: [KEY], environment: {A: 'http://KEY:80'}}}`,
  extends: `services: {KEY: {image: 'acme/app:1'}, other: {extends: KEY}}`,
  volumes: `${web("volumes: ['KEY:/data']")}\nvolumes: {KEY: {labels: {a: b}}}`,
  networks: `${web('networks: [KEY]')}\nnetworks: {KEY: {internal: true}}`,
  secrets: `${web('secrets: [KEY]')}\nsecrets: {KEY: {environment: SET}}`,
  configs: `${web('configs: [KEY]')}\nconfigs: {KEY: {content: x}}`,
  'name of a config': `${web('configs: [c]')}\nconfigs: {c: {content: x, name: KEY}}`,
  environment: web('environment: {KEY: value}'),
  'environment list': web("environment: ['KEY=value']"),
  'variables of the process': web('environment: [KEY]'),
  interpolation: web("hostname: 'x${KEY}'"),
  labels: web('labels: {KEY: value}'),
  'labels of deploy': web('deploy: {labels: {KEY: value}}'),
  annotations: web('annotations: {KEY: value}'),
  aliases: `${web('networks: {n: {aliases: [KEY]}}')}\nnetworks: {n: {}}`,
  sysctls: web('sysctls: {KEY: 1}'),
  ulimits: web('ulimits: {KEY: 1}'),
  extra_hosts: web('extra_hosts: {KEY: 10.0.0.1}'),
  storage_opt: web('storage_opt: {KEY: 1g}'),
  'options of logging': web('logging: {driver: x, options: {KEY: a}}'),
  'options of a volume': `${web("volumes: ['v:/data']")}\nvolumes: {v: {driver_opts: {KEY: a}}}`,
  'options of a network': `${web('networks: [n]')}\nnetworks: {n: {driver_opts: {KEY: a}}}`,
  'labels of a volume': `${web("volumes: ['v:/data']")}\nvolumes: {v: {labels: {KEY: a}}}`,
  'arguments of a build': web('build: {context: ., args: {KEY: a}}'),
  'labels of a build': web('build: {context: ., labels: {KEY: a}}'),
  'contexts of a build': web("build: {context: ., additional_contexts: {KEY: './x'}}"),
  'environment of a hook': web('post_start: [{command: [a], environment: {KEY: a}}]'),
  profiles: web('profiles: [KEY]'),
  'constraints of nodes': web("deploy: {placement: {constraints: ['node.labels.KEY == a']}}"),
  'generic resources': web('deploy: {resources: {reservations: {generic_resources: [{discrete_resource_spec: {kind: KEY, value: 1}}]}}}'),
  'x-waybill labels': web('x-waybill: {labels: {KEY: a}}'),
  'x-waybill annotations': web('x-waybill: {annotations: {KEY: a}}'),
  'x-waybill nodeSelector': web('x-waybill: {nodeSelector: {KEY: a}}'),
  'x-waybill bind': web("volumes: ['./a:/KEY'], x-waybill: {bind: {/KEY: pvc}}"),
  'x-waybill patch': web('x-waybill: {patch: [{merge: {metadata: {annotations: {KEY: a}}}}]}'),
  'x-waybill JSON patch': web('x-waybill: {patch: [{json: [{op: add, path: /metadata/annotations, value: {KEY: a}}]}]}'),
  'unknown key of x-waybill': web('x-waybill: {KEY: a}'),
  'unknown attribute': web('KEY: a'),
  'unknown key at the top': `KEY: 1\n${web('user: "0"')}`,
  'an extension': `x-KEY: {KEY: {KEY: 1}}\n${web('x-KEY: {KEY: 1}')}`,
  'a merge key': `x-a: &a {KEY: value}\n${web('environment: {<<: *a}')}`,
  'a label of Traefik': web("ports: ['80'], labels: {'traefik.http.routers.KEY.rule': 'Host(`a.example.com`)'}"),
  'a bound file': web("volumes: ['./KEY:/etc/KEY:ro']"),
  'driver of a volume': `${web("volumes: ['v:/data']")}\nvolumes: {v: {driver: KEY}}`,
  user: web('user: KEY'),
  signal: web('stop_signal: KEY'),
  capability: web('cap_add: [KEY]'),
  platform: web('platform: KEY'),
  'network mode': web('network_mode: KEY'),
  'a type of mount': web('volumes: [{type: KEY, target: /a}]'),
  image: `services: {web: {image: 'acme/KEY:1'}}`,
};

const files = { Dockerfile: 'FROM alpine\n', 'x/a': '' };

function converted(place: string, name: string): ConvertedText {
  const text = (places[place] ?? '').replaceAll('KEY', name);
  return convertText(text, { files: { ...files, [name]: 'content\n' }, env: { SET: 'x', [name]: 'value' }, options: { minVersion: 34 } });
}

/** What became of the project, without the name itself and what is made of it. */
function outcome({ project, objects, violations, diagnostics, entries }: ConvertedText, name: string): unknown {
  const anonymous = (text: string): string => text.replaceAll(name, 'KEY');
  return {
    loads: project !== undefined,
    kinds: objects.map(({ kind }) => kind).toSorted(),
    violations,
    diagnostics: diagnostics.map(({ code, path }) => `${code} ${anonymous(path ?? '')}`).toSorted(),
    entries: entries.map(({ path, outcome: what, rule, level }) => [anonymous(path), what, rule, level].join(' ')).toSorted(),
  };
}

describe('names that every JavaScript object has are names like any other', () => {
  it.each(Object.keys(places))('%s', async (place) => {
    for (const [name, neutral] of names) {
      const conversion = converted(place, name);
      expect(outcome(conversion, name), name).toEqual(outcome(converted(place, neutral), neutral));
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const reports = await Promise.all(reportFormats.map((format) => printReport(conversion, format, { version: '0' })));
      expect(reports.join('')).not.toBe('');
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
