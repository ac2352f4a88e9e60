/** Writes the JSON Schemas of `x-waybill` and of the JSON report to dist/schemas. Needs what the compiler made of the sources. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { jsonReportSchema } from '../dist/src/report/json-report-schema.js';
import { extensionSchema } from '../dist/src/plan/extension/schema.js';

const folder = new URL('../dist/schemas/', import.meta.url);
mkdirSync(folder, { recursive: true });
const schemas = { 'x-waybill': extensionSchema(), report: jsonReportSchema };
for (const [name, schema] of Object.entries(schemas)) {
  writeFileSync(new URL(`${name}.schema.json`, folder), `${JSON.stringify(schema, undefined, 2)}\n`);
}
