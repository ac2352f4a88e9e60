/** The schema that Compose files are checked with: that of the Compose Specification as the package dclint ships it, and what is newer. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const extensible = { additionalProperties: false, patternProperties: { '^x-': {} } };
const flag = { type: ['boolean', 'string'] };

/** What Docker Compose knows and the shipped schema does not yet, or states more narrowly. */
function addWhatIsNew({ definitions }) {
  const { service, development } = definitions;
  const build = service.properties.build.oneOf.find((form) => form.type === 'object').properties;
  build.no_cache_filter ??= { $ref: '#/definitions/string_or_list' };
  build.provenance ??= { type: ['string', 'boolean'] };
  build.sbom ??= { type: ['string', 'boolean'] };
  service.properties.pre_start ??= { type: 'array', items: { $ref: '#/definitions/pre_start_hook' } };
  definitions.pre_start_hook ??= {
    type: 'object',
    ...extensible,
    properties: {
      command: { $ref: '#/definitions/command' },
      image: { type: 'string' },
      user: { type: 'string' },
      privileged: flag,
      working_dir: { type: 'string' },
      environment: { $ref: '#/definitions/list_or_dict' },
      per_replica: flag,
    },
  };
  development.properties.watch.items.properties.initial_sync = flag;
  const models = service.properties.models.oneOf.find((form) => form.type === 'object').patternProperties;
  for (const [pattern, model] of Object.entries(models)) if (!model.oneOf) models[pattern] = { oneOf: [model, { type: 'null' }] };
  // `yes` and `on` are accepted wherever a boolean is meant; the value itself is checked later.
  const dependency = service.properties.depends_on.oneOf.find((form) => form.type === 'object').patternProperties;
  for (const one of Object.values(dependency)) one.properties.required = flag;
  service.properties.use_api_socket = flag;
  // A list form may hold an empty name, left by interpolation; merging makes such a list a map before it is checked.
  const map = definitions.list_or_dict.oneOf.find((form) => form.type === 'object');
  map.patternProperties = { '^': Object.values(map.patternProperties)[0] };
}

/** Drops what says nothing about validity, and `uniqueItems`: duplicates are removed before validation. */
function strip(node) {
  if (Array.isArray(node)) return node.map(strip);
  if (node === null || typeof node !== 'object') return node;
  const isWord = (key, value) =>
    ['description', 'title', 'deprecated', 'default', 'uniqueItems'].includes(key) && typeof value !== 'object';
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => !isWord(key, value))
      .map(([key, value]) => [key, strip(value)]),
  );
}

/** A JSON schema (draft 7) without what says nothing about validity. */
export function composeSchema() {
  const schema = JSON.parse(readFileSync(join(root, 'node_modules/dclint/schemas/compose.schema.json'), 'utf8'));
  addWhatIsNew(schema);
  const stripped = strip(schema);
  delete stripped.$schema;
  delete stripped.$id;
  return stripped;
}
