import type { Condition, FieldTest, MapShape, Shape, TextShape } from './shape.ts';
import { blockShapes } from './table.ts';

type Json = Readonly<Record<string, unknown>>;

/** What a variable may stand for is known at conversion only. */
const variable = { $ref: '#/$defs/variable' };

/**
 * The JSON Schema (draft 2020-12) of every `x-waybill` block of a Compose file. It says nothing about the rest of the file,
 * so that it can be combined with the schema of the Compose Specification; a block by itself is `#/$defs/service` and so on.
 */
export function extensionSchema(): Json {
  const at = (name: keyof typeof blockShapes): Json => ({ 'x-waybill': { $ref: `#/$defs/${name}` } });
  const each = (name: keyof typeof blockShapes): Json => ({
    type: ['object', 'null'],
    additionalProperties: { type: ['object', 'null'], properties: at(name) },
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'x-waybill in Compose files',
    description: 'What waybill reads beside the Compose Specification: at the top level, in services and in volumes.',
    type: 'object',
    properties: { ...at('project'), services: each('service'), volumes: each('volume') },
    $defs: {
      ...Object.fromEntries(Object.entries(blockShapes).map(([name, shape]) => [name, schemaOf(shape)])),
      variable: { type: 'string', pattern: '\\$(\\{|[A-Za-z_])', description: 'A variable, filled in at conversion' },
    },
  };
}

function schemaOf(shape: Shape): Json {
  switch (shape.type) {
    case 'boolean':
      return { anyOf: [{ type: 'boolean' }, { enum: ['true', 'false'] }, variable] };
    case 'integer':
      return { anyOf: [integer(shape), variable] };
    case 'text':
      return shape.pattern === undefined ? { type: 'string' } : { anyOf: [textSchema(shape), variable] };
    case 'word':
      return { anyOf: [{ enum: shape.words }, variable] };
    case 'list':
      return { type: 'array', items: schemaOf(shape.of) };
    case 'record':
      return {
        type: 'object',
        ...(shape.keys && { propertyNames: textSchema(shape.keys) }),
        additionalProperties: schemaOf(shape.values),
      };
    case 'map':
      return mapSchema(shape);
    case 'either':
      return { anyOf: shape.of.map(schemaOf) };
    case 'anything':
      return {};
  }
}

/** A number in quotes is one, too, because a variable gives a text. */
function integer({ minimum, maximum }: Extract<Shape, { type: 'integer' }>): Json {
  return {
    anyOf: [
      { type: 'integer', minimum, ...(maximum !== undefined && { maximum }) },
      {
        type: 'string',
        pattern: minimum > 0 ? '^0*[1-9][0-9]*$' : '^[0-9]+$',
        maxLength: maximum === undefined ? 15 : String(maximum).length,
      },
    ],
  };
}

function textSchema({ pattern, longest, says }: TextShape): Json {
  return {
    type: 'string',
    description: says,
    ...(pattern !== undefined && { pattern }),
    ...(longest !== undefined && { maxLength: longest }),
  };
}

function mapSchema({ fields, required, conditions }: MapShape): Json {
  const properties = Object.fromEntries(
    Object.entries(fields).map(([key, { shape, meaning }]) => [key, { description: meaning, ...schemaOf(shape) }]),
  );
  return {
    type: 'object',
    properties,
    additionalProperties: false,
    ...(required && { required }),
    ...(conditions && { allOf: conditions.map(conditionSchema) }),
  };
}

function conditionSchema({ when, demands, says }: Condition): Json {
  return { description: says, anyOf: [{ not: { allOf: when.map(testSchema) } }, { allOf: demands.map(testSchema) }] };
}

function testSchema(test: FieldTest): Json {
  if ('is' in test) return { properties: { [test.field]: { enum: test.is } }, required: [test.field] };
  return test.isPresent ? { required: [test.field] } : { not: { required: [test.field] } };
}
