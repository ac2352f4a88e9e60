import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { differenceOf, differences, withoutInactiveDependencies } from './compose/differences.ts';
import {
  type CaseResult,
  type LoadCase,
  caseRoot,
  caseRules,
  findingTexts,
  loadInMemory,
  readCases,
  readRecord,
  recordText,
  resultOf,
} from './support/load-cases.ts';

/** What this tool makes of a case: its findings, and its own result where that deliberately differs. */
interface OwnRecord {
  readonly findings: readonly string[];
  readonly result?: CaseResult;
}

/** Writes the findings into `own.json`, to be read before they are kept. */
const isUpdate = process.env['WAYBILL_UPDATE'] === '1';

describe.each(caseRules())('%s', (rule) => {
  const cases = readCases(rule);
  const expected = readRecord<CaseResult>(rule, 'expected.json');
  if (isUpdate)
    writeFileSync(join(caseRoot, rule, 'own.json'), recordText(Object.fromEntries(cases.map((one) => [one.name, ownRecord(one)]))));
  const own = readRecord<OwnRecord>(rule, 'own.json');

  it.each(cases)('$name', (one) => {
    const loaded = loadInMemory(one);
    const recorded = theirs(expected[one.name]);
    const result = resultOf(loaded);
    if (differenceOf(rule, one.name)) {
      expect(result).not.toEqual(recorded);
      expect(result).toEqual(own[one.name]?.result);
    } else expect(result, findingTexts(loaded).join('\n')).toEqual(recorded);
    expect(findingTexts(loaded)).toEqual(own[one.name]?.findings);
    expect(loaded.diagnostics.some(({ severity }) => severity === 'error')).toBe('rejected' in result);
  });
});

it('every difference in the list is one', () => {
  const names = caseRules().flatMap((rule) => readCases(rule).map(({ name }) => `${rule}/${name}`));
  expect(differences.flatMap(({ cases }) => cases).filter((name) => !names.includes(name))).toEqual([]);
});

function theirs(recorded: CaseResult | undefined): CaseResult | undefined {
  return recorded && 'project' in recorded ? { project: withoutInactiveDependencies(recorded.project) } : recorded;
}

function ownRecord(one: LoadCase): OwnRecord {
  const loaded = loadInMemory(one);
  return { findings: findingTexts(loaded), ...(differenceOf(one.rule, one.name) && { result: resultOf(loaded) }) };
}
