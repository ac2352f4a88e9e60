import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CaseResult, caseRoot, caseRules, readCases, readRecord, recordText } from '../support/load-cases.ts';
import { composeBinary, loadWithBinary, skipNote } from './binary.ts';

/** Records anew what Docker Compose makes of every case; read the change before keeping it. */
const isUpdate = process.env['WAYBILL_UPDATE'] === '1';

describe.skipIf(composeBinary === undefined)(`what is recorded of Docker Compose is what it does${skipNote}`, () => {
  it.each(caseRules())('%s', { timeout: 120_000 }, (rule) => {
    const outcomes = readCases(rule).map((one) => ({ name: one.name, ...loadWithBinary(one) }));
    const record = Object.fromEntries(outcomes.map(({ name, result }) => [name, result]));
    if (isUpdate) writeFileSync(join(caseRoot, rule, 'expected.json'), recordText(record));
    const words = outcomes.map((one) => `${one.name}: ${one.words.slice(0, 200)}`).join('\n');
    expect(readRecord<CaseResult>(rule, 'expected.json'), words).toEqual(record);
  });
});
