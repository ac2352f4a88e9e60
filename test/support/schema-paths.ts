/** A JSON schema, as far as it says which properties there are. */
export interface Schema {
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema | readonly Schema[];
}

/** Every property of a schema as a path pattern, `services.*.ports[].target`; extensions are left out. */
export function schemaPaths(schema: Schema): ReadonlySet<string> {
  const found = new Set<string>();
  walk(schema, '', [], { definitions: schema.definitions ?? schema.$defs ?? {}, found });
  return found;
}

interface Walk {
  readonly definitions: Readonly<Record<string, Schema>>;
  readonly found: Set<string>;
}

function walk(node: Schema, path: string, open: readonly string[], context: Walk): void {
  const below = (key: string): string => (path === '' ? key : `${path}.${key}`);
  if (node.$ref !== undefined) {
    const name = node.$ref.split('/').at(-1) ?? '';
    const target = context.definitions[name];
    if (target && !open.includes(name)) walk(target, path, [...open, name], context);
    return;
  }
  for (const one of [...(node.oneOf ?? []), ...(node.anyOf ?? []), ...(node.allOf ?? [])]) walk(one, path, open, context);
  for (const [key, value] of Object.entries(node.properties ?? {})) {
    context.found.add(below(key));
    walk(value, below(key), open, context);
  }
  for (const [pattern, value] of Object.entries(node.patternProperties ?? {})) {
    if (pattern !== '^x-') walk(value, below('*'), open, context);
  }
  if (node.items && !Array.isArray(node.items)) walk(node.items as Schema, `${path}[]`, open, context);
}
