import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { jsonReport } from '../../../src/report/json-report.ts';
import { jsonReportSchema } from '../../../src/report/json-report-schema.ts';
import { convertText } from '../../support/convert-text.ts';

const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(jsonReportSchema);

const inputs = {
  'a project with every outcome': `name: shop
services:
  web: {image: nginx, ports: ["80:80"], privileged: true, mac_address: "02:42:ac:11:00:02", develop: {watch: [{path: ., action: rebuild}]}}
`,
  'an invalid file': 'services: {web: {imag: nginx}}',
  'keys that are no names': 'services: {"__proto__": {image: nginx, environment: {constructor: a}}}',
};

describe('jsonReportSchema', () => {
  it.each(Object.entries(inputs))('fits the report of %s', (_, text) => {
    validate(JSON.parse(JSON.stringify(jsonReport(convertText(text)))));
    expect(validate.errors).toBeNull();
  });

  it('refuses a report of another form', () => {
    const report = { ...jsonReport(convertText('services: {web: {image: nginx}}')), entries: [{ path: 'services.web.image' }] };
    expect(validate(report)).toBe(false);
  });
});
