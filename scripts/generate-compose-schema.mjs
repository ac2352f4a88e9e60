/**
 * Compiles the Compose Specification's JSON schema, as the package dclint ships it, into a standalone validator:
 * src/generated/compose-schema.mjs and its type declarations. Nothing of ajv is needed at run time.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { composeSchema } from './compose-schema.mjs';

const standaloneCode = createRequire(import.meta.url)('ajv/dist/standalone').default;
const root = dirname(dirname(fileURLToPath(import.meta.url)));

const ajv = new Ajv({ allErrors: true, strict: false, messages: false, code: { source: true, esm: true } });
const code = standaloneCode(ajv, ajv.compile(composeSchema()));
if (/\brequire\(|^import /m.test(code)) throw new Error('the compiled schema needs a module at run time');

const header = '// Made by scripts/generate-compose-schema.mjs from the Compose Specification schema. Do not edit.\n';
const declarations = `${header}export interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}
/** Checks plain data; what is wrong with it is in \`errors\` until the next call. */
export const validate: ((data: unknown) => boolean) & { errors?: readonly SchemaError[] | null };
export default validate;
`;
mkdirSync(join(root, 'src/generated'), { recursive: true });
writeFileSync(join(root, 'src/generated/compose-schema.mjs'), `${header}${code}\n`);
writeFileSync(join(root, 'src/generated/compose-schema.d.mts'), declarations);
