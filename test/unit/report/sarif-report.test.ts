import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/gate/gate.ts';
import type { Conversion } from '../../../src/pipeline.ts';
import { printSarifReport } from '../../../src/report/sarif-report.ts';
import { convertText } from '../../support/convert-text.ts';

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly locations?: readonly {
    readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: object };
    readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly object[];
}

interface Log {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly rules: readonly { readonly id: string; readonly help: { readonly text: string } }[];
      };
    };
    readonly results: readonly Result[];
  }[];
}

function sarif(conversion: Conversion, accept: readonly string[] = []): { results: readonly Result[]; rules: readonly { id: string }[] } {
  const verdict =
    conversion.project &&
    judge(
      { tree: conversion.project.tree, entries: conversion.entries, diagnostics: conversion.diagnostics },
      { accept, force: false, strict: false },
    );
  const log = JSON.parse(printSarifReport(conversion, { version: '1.2.3', ...(verdict && { verdict }) })) as Log;
  expect(log.version).toBe('2.1.0');
  const [run] = log.runs;
  return { results: run?.results ?? [], rules: run?.tool.driver.rules ?? [] };
}

const text = `services:
  web:
    image: nginx
    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
    ports: ["80:80"]
`;

describe('printSarifReport', () => {
  it('places a result at the very token', () => {
    const found = sarif(convertText(text)).results.find(({ ruleId }) => ruleId === 'DIAG-24');
    expect(found?.level).toBe('warning');
    expect(found?.locations?.[0]).toEqual({
      physicalLocation: { artifactLocation: { uri: 'compose.yaml' }, region: { startLine: 3, startColumn: 12, endColumn: 17 } },
      logicalLocations: [{ fullyQualifiedName: 'services.web.image', kind: 'member' }],
    });
  });

  it('has one rule for each id, and every result points at its own', () => {
    const { results, rules } = sarif(convertText(text));
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { ruleId, ruleIndex } of results) expect(rules[ruleIndex]?.id).toBe(ruleId);
  });

  it('keeps fingerprints when lines move, and tells equal findings apart', () => {
    const prints = (conversion: Conversion): readonly (string | undefined)[] =>
      sarif(conversion).results.map((one) => one.partialFingerprints['waybillFinding/v1']);
    const before = prints(convertText(text));
    expect(prints(convertText(`# a comment\n\n${text}`))).toEqual(before);
    expect(new Set(before).size).toBe(before.length);
  });

  it('marks accepted errors as suppressed', () => {
    const suppressed = (accept: readonly string[]): readonly string[] =>
      sarif(convertText(text), accept)
        .results.filter((one) => one.suppressions)
        .map(({ ruleId }) => ruleId);
    expect(suppressed([])).toEqual([]);
    expect(suppressed(['V-19'])).toContain('V-19');
  });

  it('reports an invalid input', () => {
    const { results } = sarif(convertText('services: {web: {imag: nginx}}'));
    expect(results.filter(({ level }) => level === 'error')).toMatchObject([{ ruleId: 'DIAG-02' }]);
  });

  it('writes file names as URIs', () => {
    const { results } = sarif(convertText('include: ["a b#c.yaml"]\n', { files: { 'a b#c.yaml': 'services: {web: {image: nginx}}' } }));
    expect(results.map((one) => one.locations?.[0]?.physicalLocation.artifactLocation.uri)).toContain('a%20b%23c.yaml');
  });
});
