/**
 * Keeps docs/x-waybill.md true: it shows every key of `x-waybill` and every label of Kompose that the tables know.
 * Exits with 1 when the page is another one; with --write it writes the page.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadExtensionModule } from './extension-tables.mjs';

const page = fileURLToPath(new URL('../docs/x-waybill.md', import.meta.url));
const { blockShapes } = await loadExtensionModule('table.ts');
const { expectation } = await loadExtensionModule('shape.ts');
const { komposeLabels } = await loadExtensionModule('kompose/table.ts');

const sections = {
  service: ['In a service', '`services.NAME.x-waybill`.'],
  project: [
    'At the top level',
    'Holds for every service. Of labels, annotations and node selectors a service may say more, or otherwise for a key; of everything else what it says takes the place of this.',
  ],
  volume: ['In a volume', '`volumes.NAME.x-waybill`.'],
};

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = (cells) => `| ${cells.map(cell).join(' | ')} |`;
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

/** Maps with keys of their own that a shape leads to, with the way there. */
function mapsBelow(shape, name) {
  switch (shape.type) {
    case 'list':
      return mapsBelow(shape.of, `${name}[]`);
    case 'record':
      return mapsBelow(shape.values, `${name}.*`);
    case 'either':
      return shape.of.flatMap((one) => mapsBelow(one, name));
    case 'map':
      return [[name, shape], ...Object.entries(shape.fields).flatMap(([key, field]) => mapsBelow(field.shape, `${name}.${key}`))];
    default:
      return [];
  }
}

function form(shape) {
  if (shape.type === 'map') return 'a map, below';
  if (shape.type === 'list') return shape.of.type === 'map' ? 'a list of maps, below' : `a list: ${form(shape.of)}`;
  if (shape.type === 'either') return shape.of.map(form).join(' or ');
  if (shape.type === 'record') return `a map: ${form(shape.values)}`;
  return shape.type === 'word' ? shape.words.map((word) => `\`${word}\``).join(', ') : expectation(shape);
}

function keyTable({ fields, required = [], conditions = [] }) {
  const rows = Object.entries(fields).map(([key, { shape, meaning, examples }]) => [
    `\`${key}\`${required.includes(key) ? ' (must be there)' : ''}`,
    meaning,
    form(shape),
    examples.map((example) => `\`${example}\``).join(' '),
  ]);
  const rules = conditions.map(({ says }) => `- ${says}`).join('\n');
  return `${table(['key', 'meaning', 'form', 'examples'], rows)}${rules === '' ? '' : `\n\nExpected also:\n\n${rules}`}`;
}

/** What is said once is not said again for another place. */
const shown = new Set();

function section(name) {
  const [title, intro] = sections[name];
  const shape = blockShapes[name];
  const below = Object.entries(shape.fields)
    .flatMap(([key, field]) => mapsBelow(field.shape, key))
    .filter(([key]) => !shown.has(key));
  for (const [key] of below) shown.add(key);
  const parts = below.map(([key, map]) => `### \`${key}\`\n\n${keyTable(map)}`);
  return [`## ${title}`, intro, keyTable(shape), ...parts].join('\n\n');
}

function meaningOf(label) {
  if (label.as === 'key') return `\`x-waybill: {${label.path.join(': {')}: …${'}'.repeat(label.path.length)}\``;
  if (label.as === 'volume') return `\`x-waybill: {${label.key}: …}\` of the volumes that the service mounts`;
  if (label.as === 'change') return label.message;
  return `refused: ${label.reason}${label.hint === undefined ? '' : `; instead: ${label.hint}`}`;
}

const text = `# x-waybill

What the Compose Specification has no attribute for is said under \`x-waybill\`, which Docker Compose passes over: in a service, in a volume, and at the top level.
A key that is not known here, or a value of another form, is an error with its place. Variables are filled in as everywhere in a Compose file; a \`$\` that is meant is written \`$$\`, but not in keys.

${Object.keys(sections).map(section).join('\n\n')}

## Patches

A patch changes an emitted object, after everything else and before the check of the result. Those of the top level come first.

\`\`\`yaml
services:
  web:
    image: nginx:1.27
    x-waybill:
      patch:
        # The workload of the service; containers, variables, ports, mounts and volumes are told apart as in kubectl patch.
        - merge:
            spec:
              template:
                spec:
                  containers:
                    - name: web
                      env:
                        - {name: NGINX_ENTRYPOINT_QUIET_LOGS, value: "1"}
                      ports:
                        - {containerPort: 8081}
        # Another object.
        - kind: Service
          name: web-public
          json:
            - {op: add, path: /spec/externalTrafficPolicy, value: Local}
\`\`\`

- In a service, a patch without \`kind\` is for the workload, one with a \`kind\` for the objects of that kind that belong to the service, one with \`kind\` and \`name\` for that object. At the top level a \`kind\` must be there; without a \`name\` every object of that kind is meant.
- Names that end in a hash of the content are written without it. A Job whose template is patched gets another name, and what waits for it waits for that one. ConfigMaps and Secrets whose names hold a hash of their content cannot get another content by a patch.
- \`merge\` is a strategic merge patch: maps are merged, \`null\` deletes, lists are replaced but those whose items have a key (\`name\` of containers, variables and volumes, \`containerPort\` of ports, \`port\` of ports of a Service, \`mountPath\` of mounts, \`ip\` of host aliases, \`topologyKey\`). \`$patch: delete\` deletes a map or an item, \`$patch: replace\` replaces a map or, as an item of its own, a list; \`$retainKeys\` lists the keys that stay. Variables of \`environment\` stand in a ConfigMap or Secret, from where a variable of the same name in \`env\` takes their place. New items are put behind those that are there, where \`kubectl patch\` puts them before.
- \`json\` is a JSON patch (RFC 6902).
- A patch for an object that is not emitted, at a path that is not there, or with which an object is no longer valid, is an error. What a patch refers to and is not emitted is listed among what must be there before the manifests are applied.

## In editors

The package holds a JSON Schema (draft 2020-12) of all \`x-waybill\` blocks of a Compose file, \`dist/schemas/x-waybill.schema.json\`. It leaves the rest of the file alone, so that it is combined with that of the Compose Specification, in a file \`compose.schema.json\` of your own:

\`\`\`json
{
  "allOf": [
    { "$ref": "https://raw.githubusercontent.com/compose-spec/compose-spec/main/schema/compose-spec.json" },
    { "$ref": "./node_modules/waybill/dist/schemas/x-waybill.schema.json" }
  ]
}
\`\`\`

The YAML extension of Visual Studio Code and other editors with the YAML language server take it with a first line in the Compose file:

\`\`\`yaml
# yaml-language-server: $schema=./compose.schema.json
\`\`\`

or for all Compose files of a workspace, in \`.vscode/settings.json\`:

\`\`\`json
{ "yaml.schemas": { "./compose.schema.json": ["compose*.y*ml", "docker-compose*.y*ml"] } }
\`\`\`

A single block is described by \`#/$defs/service\`, \`#/$defs/volume\` and \`#/$defs/project\` of the schema.

## Labels of Kompose

Who comes from Kompose can keep its labels: each is read as below and has its own entry in the report. What \`x-waybill\` says about the same thing wins, and the report says so.

${table(
  ['label', 'here'],
  [...komposeLabels].map(([label, meaning]) => [`\`${label}\``, meaningOf(meaning)]),
)}
`;

if (process.argv.includes('--write')) writeFileSync(page, text);
else if (!existsSync(page) || readFileSync(page, 'utf8') !== text) {
  console.log('docs/x-waybill.md does not show what the tables say: node scripts/extension-page.mjs --write');
  process.exitCode = 1;
}
