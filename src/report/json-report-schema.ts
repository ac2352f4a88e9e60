const count = { type: 'integer', minimum: 0 };
const text = { type: 'string' };
const rule = { type: 'string', pattern: '^[A-Z]+-[0-9]+$', description: 'Rule of the translation; `waybill explain RULE` explains it.' };
const level = { enum: ['info', 'warning', 'error'], description: 'An error that is not accepted stops the conversion.' };

function object(properties: Readonly<Record<string, object>>, optional: readonly string[] = [], description?: string): object {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    additionalProperties: false,
    ...(description !== undefined && { description }),
  };
}

function list(items: object, description?: string): object {
  return { type: 'array', items, ...(description !== undefined && { description }) };
}

const location = { $ref: '#/$defs/location' };
const target = { $ref: '#/$defs/target' };

const definitions = {
  location: object(
    { file: text, line: { type: 'integer', minimum: 1 }, column: { type: 'integer', minimum: 1 } },
    [],
    'Relative to the working directory; the column counts UTF-16 code units.',
  ),
  target: object(
    { kind: text, name: text, path: { type: 'string', pattern: '^(/.*)?$', description: 'JSON pointer into the object.' } },
    [],
    'A field of an emitted object.',
  ),
  entry: object(
    {
      path: { type: 'string', description: 'Canonical path of the attribute: services.web.healthcheck.interval.' },
      location,
      via: list(location, 'The other places on the way to the value: anchors, bases of extends, files that were overridden.'),
      outcome: { enum: ['exact', 'differs', 'refused', 'not-applicable'] },
      level,
      rule,
      message: { type: 'string', description: 'What became of it; empty for an exact translation.' },
      hint: text,
      targets: list(target),
    },
    ['hint'],
  ),
  addition: object(
    {
      rule,
      message: text,
      targets: list(target),
      optOut: { type: 'string', description: 'A flag or x-waybill key that does without it.' },
    },
    ['optOut'],
    'Something in the output that the input does not say.',
  ),
  precondition: object({ rule, message: text, command: text }, ['command'], 'What must hold in the cluster before the manifests work.'),
  diagnostic: object(
    {
      code: text,
      severity: level,
      rule,
      path: text,
      location,
      message: text,
      hint: text,
      related: list(object({ location, label: text })),
    },
    ['path', 'location', 'hint', 'related'],
    'A finding about the input.',
  ),
};

/** JSON Schema of what `--report FILE.json` and `check --format json` give; published with the package. */
export const jsonReportSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://waybill.dev/schemas/report.schema.json',
  title: 'The account of a conversion by waybill',
  ...object({
    version: { const: 1, description: 'Raised when a reader of the old form would go wrong.' },
    project: { type: ['string', 'null'], description: 'Null when the input was invalid.' },
    summary: object({
      exact: count,
      differs: count,
      refused: count,
      notApplicable: count,
      objects: { type: 'object', additionalProperties: count, description: 'Objects by kind.' },
    }),
    entries: list({ $ref: '#/$defs/entry' }),
    added: list({ $ref: '#/$defs/addition' }),
    preconditions: list({ $ref: '#/$defs/precondition' }),
    diagnostics: list({ $ref: '#/$defs/diagnostic' }),
  }),
  $defs: definitions,
} as const;
