import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { difference } from '../../../src/diff/difference.ts';
import { printDifference } from '../../../src/diff/print-difference.ts';
import type { Conversion } from '../../../src/pipeline.ts';
import { explainEntries, explainField } from '../../../src/report/explain/render.ts';
import { printReport } from '../../../src/report/print-report.ts';
import { reportFormats } from '../../../src/report/report-format.ts';
import { createStyle } from '../../../src/report/style.ts';
import { printMermaid } from '../../../src/report/topology/mermaid.ts';
import { printSvg } from '../../../src/report/topology/svg.ts';
import { topologyOf } from '../../../src/report/topology/topology.ts';
import { layOut, printStream } from '../../../src/write/layout.ts';
import { convertText } from '../../support/convert-text.ts';
import { planted, plantedCases } from '../../support/planted-secrets.ts';

/** As it is, as Secrets hold it, and as it stands in URLs. */
const forms = [planted, Buffer.from(planted).toString('base64').slice(0, -4), Buffer.from(planted).toString('hex')];

function shows(text: string): boolean {
  return forms.some((form) => text.includes(form));
}

/** Everything that is ever said about a conversion, by who says it. */
async function everythingSaid(conversion: Conversion): Promise<readonly (readonly [string, string])[]> {
  const style = createStyle(false);
  const options = { style, width: 100 };
  const { objects, entries, diagnostics } = conversion;
  const topology = topologyOf(conversion);
  const older = objects.map((object) => (object.kind === 'Secret' ? { ...object, data: { other: 'eA==' } } : object));
  return [
    ...(await Promise.all(reportFormats.map(async (format) => [format, await printReport(conversion, format, { version: '0' })] as const))),
    ['diagnostics', JSON.stringify(diagnostics.map(({ data, path, code }) => [code, path, data]))],
    ['explain', explainEntries(entries, conversion, options).join('\n')],
    ['explain of objects', objects.flatMap((object) => explainField(object, '', conversion, options)).join('\n')],
    ['diff with nothing', [...printDifference(difference([], objects), style), JSON.stringify(difference([], objects))].join('\n')],
    ['diff with others', [...printDifference(difference(older, objects), style), JSON.stringify(difference(older, objects))].join('\n')],
    ['graph', topology ? printMermaid(topology) + printSvg(topology) : ''],
    [
      'names of files',
      layOut(objects, { generator: 'waybill', builds: conversion.builds })
        .map(({ path }) => path)
        .join('\n'),
    ],
    ['names of objects', objects.map(({ metadata }) => metadata.name).join('\n')],
  ];
}

/** The same project in the styles in which people write it; findings show lines of it. */
function styles(yaml: string): readonly string[] {
  if (!yaml.startsWith('{')) return [yaml];
  const tree: unknown = JSON.parse(yaml);
  return [yaml, stringify(tree), stringify(tree, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 })];
}

describe('a secret is shown nowhere but in Secrets (S-20)', () => {
  const written = Object.entries(plantedCases).flatMap(([name, one]) =>
    styles(one.yaml).map((yaml, i) => [`${name}, ${['in one style', 'in blocks', 'on one line'][i] ?? ''}`, { ...one, yaml }] as const),
  );

  it.each(written)('%s', async (_name, { yaml, files = {}, env = {}, staysFor }) => {
    const conversion = convertText(yaml, { files, env });
    const others = conversion.objects.filter(({ kind }) => kind !== 'Secret');
    const texts = layOut(others, { generator: 'waybill', builds: conversion.builds }).map(({ text }) => text);
    const stays = shows([printStream(others), ...texts].join('\n'));
    const said = [...conversion.entries, ...conversion.diagnostics].filter(
      (one) => staysFor !== undefined && one.path?.startsWith(staysFor),
    );
    const isWarned = said.some((one) => ['warning', 'error'].includes('severity' in one ? one.severity : one.level));
    expect([stays, isWarned]).toEqual([staysFor !== undefined, staysFor !== undefined]);
    const leaks = (await everythingSaid(conversion)).filter(([, text]) => shows(text)).map(([who]) => who);
    expect(leaks).toEqual([]);
  });

  it.each(Object.entries(plantedCases).filter(([, { staysFor }]) => staysFor === undefined))(
    'with --secrets placeholder and external not even there: %s',
    async (_name, { yaml, files = {}, env = {} }) => {
      for (const secrets of ['placeholder', 'external'] as const) {
        const conversion = convertText(yaml, { files, env, options: { secrets } });
        expect(shows(printStream(conversion.objects))).toBe(false);
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const leaks = (await everythingSaid(conversion)).filter(([, text]) => shows(text)).map(([who]) => who);
        expect(leaks).toEqual([]);
      }
    },
  );
});
