import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { manifestsOf } from '../../examples/library/convert.ts';
import { convertWithFacts } from '../../examples/library/image-facts.ts';
import { convertText } from '../../examples/library/in-memory.ts';
import { createApp } from '../../examples/library/own-app.ts';
import { convertForAcme } from '../../examples/library/own-rule.ts';
import { createPatchedApp } from '../../examples/library/patch-workload.ts';
import { convert, type Conversion, type KubeObject, nodeHost } from '../../src/index.ts';
import { printHtmlReport } from '../../src/report/html/html-report.ts';
import { printSarifReport } from '../../src/report/sarif-report.ts';
import { printTextReport } from '../../src/report/text-report.ts';

const root = join(import.meta.dirname, '../..');
const file = join(root, 'examples/library/compose.yaml');
const outdir = mkdtempSync(join(tmpdir(), 'waybill-library-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const documents = (text: string): KubeObject[] => parseAllDocuments(text).map((one) => one.toJS() as KubeObject);
const handle = ({ kind, metadata }: KubeObject): string => `${kind}/${metadata.name}`;
const object = ({ objects }: Pick<Conversion, 'objects'>, name: string): KubeObject | undefined =>
  objects.find((one) => handle(one) === name);
const plain = convert({ files: [file], envFiles: [], profiles: [] }, {}, nodeHost());

describe('examples/library', () => {
  it('own-app.ts: the project as a chart beside another', () => {
    createApp(outdir).synth();
    const shop = documents(readFileSync(join(outdir, 'shop.k8s.yaml'), 'utf8')).map(handle);
    expect(shop).toEqual(expect.arrayContaining(['Namespace/shop', 'Deployment/web', 'Deployment/api', 'StatefulSet/db', 'Ingress/web']));
    expect(documents(readFileSync(join(outdir, 'limits.k8s.yaml'), 'utf8'))[0]?.kind).toBe('ResourceQuota');
  });

  it('patch-workload.ts: one Deployment is other than converted', () => {
    const app = createPatchedApp(outdir);
    const patched = app.charts.flatMap((chart) => chart.toJson() as KubeObject[]);
    const changed = plain.objects.filter((one) => {
      const other = patched.find((candidate) => handle(candidate) === handle(one));
      return JSON.stringify(sorted(other)) !== JSON.stringify(sorted(one));
    });
    expect(changed.map(handle)).toEqual(['Deployment/api']);
    expect(patched.find((one) => handle(one) === 'Deployment/api')).toMatchObject({
      metadata: { annotations: { 'example.com/on-call': 'checkout' } },
      spec: { template: { spec: { priorityClassName: 'business-critical' } } },
    });
  });

  it('convert.ts: the files that the command would write', () => {
    const files = manifestsOf(file);
    expect(files.map(({ path }) => path)).toEqual(['30-config.yaml', '50-services.yaml', '70-workloads.yaml']);
    expect(files.map(({ text }) => text).join('')).not.toContain('change-me-please');
  });

  it('own-rule.ts: labels and account are those of the rule', () => {
    const conversion = convertForAcme(file);
    expect(conversion.violations).toEqual([]);
    expect(object(conversion, 'Deployment/api')).toMatchObject({
      metadata: { labels: { 'example.com/team': 'checkout' } },
      spec: {
        template: { metadata: { labels: { 'example.com/team': 'checkout' } }, spec: { containers: [{ imagePullPolicy: 'IfNotPresent' }] } },
      },
    });
    expect(conversion.entries.filter(({ path }) => path === 'services.api.x-team').map(({ rule, outcome }) => [rule, outcome])).toEqual([
      ['ACME-1', 'exact'],
    ]);
    expect(conversion.additions.filter(({ rule }) => rule === 'ACME-2')).toHaveLength(1);
  });

  it('own-rule.ts: every report prints a rule that it does not know', () => {
    const conversion = convert({ files: [file], envFiles: [], profiles: [] }, {}, nodeHost(), {
      projectRules: [
        {
          name: 'files',
          handles: ['services.*.depends_on.*.condition'],
          apply: ({ ledger }) => ledger.differs(['services', 'web', 'depends_on', 'api', 'condition'], 'ACME-3', 'nobody waits'),
        },
      ],
    });
    for (const text of [printTextReport(conversion), printHtmlReport(conversion), printSarifReport(conversion, { version: '0' })])
      expect(text).toContain('ACME-3');
    // What a rule handles and does not account for is a gap, not a thing of the past.
    expect(conversion.entries.filter(({ outcome }) => outcome === 'not-translated').map(({ path }) => path)).toEqual([
      'services.api.depends_on.db.condition',
    ]);
  });

  it('image-facts.ts: the port of the table is that of the Service', () => {
    const conversion = convertWithFacts(file);
    expect(object(plain, 'Service/api')).not.toMatchObject({ spec: { ports: [{ port: 3000 }] } });
    expect(object(conversion, 'Service/api')).toMatchObject({ spec: { ports: [{ port: 3000 }] } });
  });

  it('in-memory.ts: the same as from a file', () => {
    const text = readFileSync(file, 'utf8');
    expect(documents(convertText(text)).map(handle)).toEqual(plain.objects.map(handle));
    expect(() => convertText('services: {web: {imagee: nginx}}')).toThrow('services.web.imagee');
  });

  it('docs/library.md shows them (node scripts/library-page.mjs --write mends it)', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['scripts/library-page.mjs'], { cwd: root, encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
  });
});

/** With keys in order: cdk8s sorts them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
