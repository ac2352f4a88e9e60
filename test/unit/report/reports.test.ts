import { describe, expect, it } from 'vitest';
import { jsonReport, printJsonReport } from '../../../src/report/json-report.ts';
import { plainStyle } from '../../../src/report/style.ts';
import { summarise } from '../../../src/report/summary.ts';
import { renderSummary } from '../../../src/report/summary-text.ts';
import { printTextReport } from '../../../src/report/text-report.ts';
import { at, convertText } from '../../support/convert-text.ts';

const secret = 'correct-horse-battery-9';
const text = `name: shop
x-defaults: &defaults
  restart: always
services:
  web:
    <<: *defaults
    image: nginx
    ports: ["80:80"]
    privileged: true
    environment:
      DB_PASSWORD: ${secret}
      API_URL: http://user:${secret}@api/x
  db:
    image: postgres:16
    environment: {POSTGRES_PASSWORD: ${secret}}
    volumes: [data:/var/lib/postgresql/data]
  debug:
    image: busybox
    profiles: [debug]
volumes:
  data:
`;
const conversion = convertText(text);

describe('summarise', () => {
  it('every entry counts once', () => {
    const { exact, differs, refused, notApplicable } = summarise(conversion);
    expect(exact + differs + refused + notApplicable).toBe(conversion.entries.length);
    expect(exact).toBeGreaterThan(0);
  });

  it('a gap of the tool counts as refused', () => {
    const [some] = conversion.entries;
    const gap = some && { ...some, outcome: 'not-translated' as const };
    expect(summarise({ objects: [], entries: gap ? [gap] : [] })).toMatchObject({ exact: 0, refused: 1 });
  });

  it('objects by kind, and what is reached from outside', () => {
    const { objects, published } = summarise(conversion);
    expect([...objects.values()].reduce((sum, number) => sum + number, 0)).toBe(conversion.objects.length);
    expect(objects.get('Deployment')).toBe(1);
    expect(published).toEqual(['web-public (LoadBalancer 80)']);
  });

  it('runs of ports as ranges', () => {
    const ports = ['20000-20050:20000-20050/udp', '20060:20060', '20061:20061', '8080:80'];
    const { published } = summarise(convertText(JSON.stringify({ services: { sip: { image: 'acme/sip:1', ports } } })));
    expect(published).toEqual(['sip-public (LoadBalancer 20000-20050 20060 20061 8080)']);
  });
});

describe('renderSummary', () => {
  it('fits a screen whatever the number of preconditions', () => {
    const many = {
      ...conversion,
      preconditions: Array.from({ length: 50 }, (_, i) => ({ rule: 'L-30', message: `image ${i}`, command: `build ${i}` })),
    };
    const lines = renderSummary(many, { preconditions: 8, style: plainStyle, width: 100 });
    expect(lines.length).toBeLessThanOrEqual(30);
    expect(lines.filter((line) => /^ {2}build \d$/.test(line))).toHaveLength(8);
    expect(lines.at(-1)).toContain('42');
  });

  it('names services that are left out, with the profile that brings them in', () => {
    expect(renderSummary(conversion, { preconditions: 8, style: plainStyle, width: 100 }).join('\n')).toContain('debug (profile debug)');
  });
});

describe('printJsonReport', () => {
  const report = jsonReport(conversion);

  it('has the documented shape', () => {
    expect(Object.keys(report)).toEqual(['version', 'project', 'summary', 'entries', 'added', 'preconditions', 'diagnostics']);
    expect(Object.keys(report.summary)).toEqual(['exact', 'differs', 'refused', 'notApplicable', 'objects']);
    expect(report.project).toBe('shop');
    expect(JSON.parse(printJsonReport(conversion))).toEqual(report);
    for (const entry of report.entries) expect(['exact', 'differs', 'refused', 'not-applicable']).toContain(entry.outcome);
  });

  it('locations are those of the values, and of anchors on the way', () => {
    expect(report.entries.find(({ path }) => path === 'services.web.image')?.location).toEqual({
      file: 'compose.yaml',
      line: 7,
      column: 12,
    });
    const restart = report.entries.find(({ path }) => path === 'services.web.restart');
    expect([restart?.location.line, ...(restart?.via ?? []).map(({ line }) => line)]).toContain(3);
  });

  it('targets are fields of emitted objects', () => {
    const targets = report.entries.flatMap((entry) => entry.targets);
    expect(targets.length).toBeGreaterThan(0);
    for (const { kind, name, path } of targets) {
      const steps = path
        .split('/')
        .slice(1)
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
      expect(at(conversion.object(kind, name), ...steps), `${kind}/${name}${path}`).toBeDefined();
    }
  });

  it('an input that could not be read has a report, too', () => {
    const invalid = jsonReport(convertText('services: {web: {imagee: x}}'));
    expect(invalid).toMatchObject({ project: null, entries: [], summary: { exact: 0, objects: {} } });
    expect(
      invalid.diagnostics.filter(({ severity }) => severity === 'error').map(({ rule, location }) => [rule, location?.line]),
    ).toContainEqual(['DIAG-02', 1]);
  });
});

describe('printTextReport', () => {
  const lines = printTextReport(conversion).split('\n');

  it('has a heading for each service, and each difference with its place', () => {
    expect(lines.filter((line) => /^service \S+: /.test(line)).map((line) => line.split(':')[0])).toEqual([
      'service web',
      'service db',
      'service debug',
    ]);
    for (const entry of conversion.entries.filter(({ outcome }) => outcome === 'differs' || outcome === 'refused')) {
      expect(
        lines.some((line) => line.includes(` ${entry.path}: `)),
        entry.path,
      ).toBe(true);
    }
    expect(lines.filter((line) => /^ {2}(?:exact|not-applicable) /.test(line))).toEqual([]);
  });

  it.each([
    ['text', printTextReport],
    ['JSON', printJsonReport],
  ])('%s: the same conversion gives the same bytes, without a secret value (G-02)', (_name, print) => {
    expect(print(conversion)).toBe(print(convertText(text)));
    expect(print(conversion)).not.toContain(secret);
  });
});
