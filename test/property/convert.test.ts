import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { convertText } from '../support/convert-text.ts';
import { arbitraryOptions } from '../support/arbitrary-options.ts';
import { arbitraryProject } from '../support/arbitrary-project.ts';
import { printReport } from '../../src/report/print-report.ts';
import { reportFormats } from '../../src/report/report-format.ts';
import { layOut, printStream } from '../../src/write/layout.ts';

/** `WAYBILL_RUNS` asks for more. */
const runs = Number(process.env['WAYBILL_RUNS'] ?? 300);

describe('any project under any flags', () => {
  it('converts without a mistake of ours, to YAML that a strict reader takes, each object once (G-09, G-12)', () => {
    let loaded = 0;
    fc.assert(
      fc.property(arbitraryProject, arbitraryOptions, ({ files, env }, options) => {
        const { objects, violations, project, diagnostics } = convertText(files['compose.yaml'] ?? '', { options, files, env });
        expect(violations).toEqual([]);
        expect(project !== undefined || diagnostics.some((one) => one.severity === 'error')).toBe(true);
        if (project) loaded++;

        const documents = parseAllDocuments(printStream(objects), { uniqueKeys: true });
        expect(documents.flatMap((document) => [...document.errors, ...document.warnings])).toEqual([]);
        const read = documents.map((document) => document.toJS({ maxAliasCount: 0 }));
        const identities = read.map((object) => [object.apiVersion, object.kind, object.metadata.name].map(String).join(' '));
        expect(identities.filter((one) => one.includes('undefined'))).toEqual([]);
        expect(new Set(identities).size).toBe(identities.length);
        expect(read).toEqual(parseAllDocuments(printStream(JSON.parse(JSON.stringify(objects)))).map((one) => one.toJS()));
      }),
      { numRuns: runs },
    );
    // A generator that makes only rubbish proves nothing.
    expect(loaded).toBeGreaterThan(runs / 4);
  });

  it('gives the same bytes twice: manifests, files and every report (G-01)', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryProject, arbitraryOptions, fc.constantFrom(...reportFormats), async ({ files, env }, options, format) => {
        const [first, second] = await Promise.all(
          [1, 2].map(async () => {
            const conversion = convertText(files['compose.yaml'] ?? '', { options, files, env });
            const written = layOut(conversion.objects, { generator: 'waybill', builds: conversion.builds });
            return [printStream(conversion.objects), written, await printReport(conversion, format, { version: '0' })];
          }),
        );
        expect(second).toEqual(first);
      }),
      { numRuns: Math.ceil(runs / 6) },
    );
  });
});
