import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printHtmlReport } from '../../../../src/report/html/html-report.ts';
import type { PageData } from '../../../../src/report/html/page-data.ts';
import { convertText, type ConvertTextOptions } from '../../../support/convert-text.ts';
import { hostileText } from '../../../support/hostile-text.ts';
import { type OpenedElement, parseMarkup } from '../../../support/markup.ts';

function report(yaml: string, options?: ConvertTextOptions) {
  const html = printHtmlReport(convertText(yaml, options));
  const page = parseMarkup(html);
  const data = JSON.parse(page.scripts[0] ?? '') as PageData;
  const byId = (id: string): OpenedElement | undefined => page.elements.find(({ attributes }) => attributes.get('id') === id);
  return {
    html,
    ...page,
    data,
    byId,
    markOf: (line: number) => byId(`compose.yaml:${line}`)?.attributes.get('class')?.replace(/^l ?/, ''),
  };
}

const shop = `name: shop
services:
  web:
    image: nginx:1.27
    # a comment
    ports:
      - "80:80"
    privileged: true
    environment:
      PLAIN: info
      DB_PASSWORD: hunter2-planted
    command:
      - sh
      - -c
      - |
        echo one
        echo two
    logging: {driver: json-file}
`;

describe('printHtmlReport', () => {
  it('lets in only its own script and style', () => {
    const { elements, scripts, styles } = report(shop);
    const policy = elements.find(({ attributes }) => attributes.get('http-equiv') === 'Content-Security-Policy')?.attributes.get('content');
    const hash = (text: string | undefined): string =>
      `'sha256-${createHash('sha256')
        .update(text ?? '')
        .digest('base64')}'`;
    expect(policy).toBe(
      `default-src 'none'; style-src ${hash(styles[0])}; script-src ${hash(scripts[1])}; base-uri 'none'; form-action 'none'`,
    );
    expect([scripts.length, styles.length]).toEqual([2, 1]);
  });

  it('fetches nothing', () => {
    const { elements, styles } = report(shop);
    const links = elements
      .flatMap(({ attributes }) => [attributes.get('src'), attributes.get('href')])
      .filter((link) => link !== undefined);
    expect(links.filter((link) => !link.startsWith('#'))).toEqual([]);
    expect(styles.join('')).not.toMatch(/url\(|@import/);
    expect(elements.filter(({ attributes }) => [...attributes.keys()].some((name) => name.startsWith('on') || name === 'style'))).toEqual(
      [],
    );
  });

  it.each([
    [2, ''],
    [4, 'exact'],
    [5, ''],
    [7, 'differs'],
    [10, 'exact'],
    [15, 'exact'],
    [17, 'exact'],
    [18, 'not-applicable'],
  ])('marks line %i with %j', (line, mark) => {
    expect(report(shop).markOf(line)).toBe(mark);
  });

  it('knows for each line the fields that it became', () => {
    const { data } = report(shop);
    const [own = []] = data.lines[0]?.[4] ?? [];
    const fields = own.flatMap((number) => data.items[number]?.[7] ?? []);
    expect(fields.map(([object, , , pointer]) => [data.objects[object], pointer])).toEqual([
      ['Deployment/web', '/spec/template/spec/containers/0/image'],
      ['Deployment/web', '/spec/template/spec/containers/0/imagePullPolicy'],
    ]);
  });

  it('links each field back to its lines', () => {
    const { elements } = report(shop);
    const links = elements.filter(({ attributes }) => attributes.get('class') === 'from').map(({ attributes }) => attributes.get('href'));
    expect(links).toContain('#compose.yaml:4');
    for (const link of links) expect(elements.some(({ attributes }) => `#${attributes.get('id')}` === link)).toBe(true);
  });

  it.each([
    ['a sensitive name', 'services: {web: {image: "nginx:1", environment: {DB_PASSWORD: planted-7f3a}}}', {}],
    ['an address', 'services: {web: {image: "nginx:1", environment: {URL: "postgres://u:planted-7f3a@db/x"}}}', {}],
    ['an env file', 'services: {web: {image: "nginx:1", env_file: [web.env]}}', { files: { 'web.env': 'API_TOKEN=planted-7f3a\n' } }],
    [
      'an argument',
      'services:\n  web:\n    image: redis:7\n    command:\n      - redis-server\n      - --requirepass\n      - planted-7f3a\n',
      {},
    ],
    ['a default', 'services: {web: {image: "nginx:1", environment: {DB_PASSWORD: "${X:-planted-7f3a}"}}}', {}],
    [
      'a variable that taints another name',
      'services:\n  web:\n    image: nginx:1\n    environment:\n      WHO: planted-7f3a\n      DB_PASSWORD: ${DB_PASSWORD}\n'.replace(
        'WHO: planted-7f3a',
        'WHO: ${DB_PASSWORD}',
      ),
      { env: { DB_PASSWORD: 'planted-7f3a' } },
    ],
    [
      'content of a secret',
      'services: {web: {image: "nginx:1", secrets: [s]}}\nsecrets:\n  s:\n    content: |\n      one\n      planted-7f3a\n',
      {},
    ],
    [
      'a file of a secret',
      'services: {web: {image: "nginx:1", secrets: [s]}}\nsecrets: {s: {file: s.txt}}',
      { files: { 's.txt': 'planted-7f3a' } },
    ],
    ['an invalid project', 'services: {web: {image: "nginx:1", environment: {DB_PASSWORD: planted-7f3a}, nonsense: 1}}', {}],
  ])('shows no secret: %s', (_, yaml, options) => {
    const { html } = report(yaml, options);
    expect(html).not.toContain('planted-7f3a');
    expect(html).not.toContain(Buffer.from('planted-7f3a').toString('base64').slice(0, 12));
  });

  it('tells why a project could not be read, with the line', () => {
    const { text, markOf } = report('services:\n  web:\n    image: nginx:1\n    nonsense: 1\n');
    expect(text).toContain('could not be read');
    expect(markOf(4)).toBe('finding');
  });

  it('no text of the input becomes markup', () => {
    const names = new Set(report(shop).elements.map(({ name }) => name));
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, (value, comment, path) => {
        const line = (text: string): string => text.replace(/[\0-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]|\p{Cs}/gu, ' ');
        const yaml = `services:\n  web:\n    image: nginx:1 # ${line(comment)}\n    environment:\n      A: ${JSON.stringify(line(value))}\n    labels: {b: ${JSON.stringify(line(path))}}\n`;
        const { elements, scripts } = report(yaml.replaceAll('$', '$$$$'));
        expect(elements.map(({ name }) => name).filter((name) => !names.has(name))).toEqual([]);
        expect(scripts).toHaveLength(2);
      }),
      { numRuns: 40 },
    );
  });

  it('names of files are escaped, too', () => {
    const conversion = convertText('services:\n  web:\n    image: nginx:1\n');
    const path = '"><script>alert(1)</script>.yaml';
    const entries = conversion.entries.map((entry) => ({
      ...entry,
      span: { ...entry.span, source: { path, text: entry.span.source.text } },
    }));
    const { elements, scripts } = parseMarkup(printHtmlReport({ ...conversion, entries }));
    expect(scripts).toHaveLength(2);
    expect(elements.some(({ attributes }) => attributes.get('data-path') === path)).toBe(true);
  });

  it('is the same each time', () => {
    expect(report(shop).html).toBe(report(shop).html);
  });
});
