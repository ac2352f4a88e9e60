import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { printReport } from '../../../src/report/print-report.ts';
import { printMermaid } from '../../../src/report/topology/mermaid.ts';
import { printSvg } from '../../../src/report/topology/svg.ts';
import { topologyOf } from '../../../src/report/topology/topology.ts';
import { layOut, printStream } from '../../../src/write/layout.ts';
import { type ConvertedText, convertText } from '../../support/convert-text.ts';
import { longPlaces } from '../../support/long-texts.ts';
import { parseMarkup } from '../../support/markup.ts';

const texts = [
  'a: b\n- c\n---\nkind: Pod',
  '"}\n---\n{kind: Pod, "a": "',
  "'\n...\n%YAML 1.1\n---\n",
  '!!python/object/apply:os.system [x]',
  '&a *a <<: *b',
  '../../../../etc/passwd',
  '/etc/../../x\\..\\y',
  'C:\\x|y?',
  'null',
  'yes',
  '0o17',
  '1e3',
  '~',
  '# comment',
  'x, y in (z), !w',
  '</script><img src=x onerror=alert(1)>',
  '::error file=x::y%0A\n::warning::z',
  '"]; click a href "javascript:alert(1)" %%{init: {}}%%',
  '\n```\n\n<script>alert(1)</script>\n',
  '| a | b |\n[x](javascript:y) <!-- --> `c` **d**',
  '\u001b]0;title\u0007\u001b[31mred',
  '\u202egnp.exe\u2028\u2029\u0085',
  '\u0000',
  '\ud800\udfff\ud83d',
  '\ufeff\ufffe\uffff',
  '\r\n\r',
  'é'.normalize('NFD'),
  '{{ .Values.x }} {{/* */}}',
];

function converted(place: string, text: string): ConvertedText {
  const make = longPlaces[place];
  if (!make) throw new Error(place);
  const { yaml, files } = make(text);
  // What is meant is the text, not its variables; a lone surrogate or NUL comes in as an escape of YAML.
  return convertText(place === 'variable' ? yaml : yaml.replaceAll('$', () => '$$'), {
    ...(files && { files }),
    options: { allAliases: true },
  });
}

function expectStrictYaml({ objects }: ConvertedText): void {
  const documents = parseAllDocuments(printStream(objects), { uniqueKeys: true });
  expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
  const read = documents.map((document) => document.toJS({ maxAliasCount: 0 }));
  const sort = (all: readonly unknown[]): readonly string[] => all.map((one) => JSON.stringify(one)).toSorted();
  expect(sort(read)).toEqual(sort(objects));
}

async function expectSoundReports(conversion: ConvertedText): Promise<void> {
  const report = (format: 'text' | 'json' | 'sarif' | 'markdown' | 'html' | 'github'): Promise<string> =>
    printReport(conversion, format, { version: '0' });
  JSON.parse(await report('json'));
  JSON.parse(await report('sarif'));
  const { elements, scripts } = parseMarkup(await report('html'));
  expect(elements.filter(({ name }) => name === 'script').length).toBe(scripts.length);
  expect(elements.filter(({ name, attributes }) => name === 'img' || [...attributes.keys()].some((key) => key.startsWith('on')))).toEqual(
    [],
  );
  const commands = (await report('github')).split('\n').filter((line) => line !== '');
  expect(commands.filter((line) => !/^::(?:error|warning|notice)(?: |::)/.test(line))).toEqual([]);
  expect(commands.filter((line) => /\r/.test(line))).toEqual([]);
  const text = await report('text');
  expect(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/.exec(text)).toBeNull();
  const markdown = await report('markdown');
  const withoutFences = markdown.replaceAll(/^(`{3,})[^`\n]*\n[^]*?^\1`*$/gm, '');
  const withoutCode = withoutFences.replaceAll(/(?<![`\\])(`+)(?!`).*?(?<!`)\1(?!`)/g, '');
  expect(/(?<!\\)<(?:script|img|svg|!--)|(?<!\\)\]\(javascript/i.exec(withoutCode)).toBeNull();
  const topology = topologyOf(conversion);
  if (!topology) return;
  parseMarkup(printSvg(topology));
  expect(
    printMermaid(topology)
      .split('\n')
      .filter((line) => /^\s*(?:click|%%\{)/.test(line)),
  ).toEqual([]);
}

describe('hostile texts stay texts', () => {
  it.each(Object.keys(longPlaces))('%s', async (place) => {
    for (const text of texts) {
      const conversion = converted(place, text);
      const about = JSON.stringify(text);
      expect(conversion.violations, about).toEqual([]);
      expectStrictYaml(conversion);
      const names = layOut(conversion.objects, { generator: 'waybill', builds: conversion.builds }).map(({ path }) => path);
      expect(
        names.filter((name) => !/^(?:\d\d-[a-z-]+\.yaml|build-images\.sh)$/.test(name)),
        about,
      ).toEqual([]);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expectSoundReports(conversion);
    }
  });
});
