/**
 * What somebody builds who has installed the package: scripts/check-package.mjs compiles it beside examples/library in a
 * directory of its own, with a cdk8s of its own, and runs it. Prints nothing but what does not hold.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { KubeDeployment } from 'cdk8s-plus-28/lib/imports/k8s.js';
import { Construct } from 'constructs';
import { ComposeChart, type Conversion, convert, type Entry, jsonReport, nodeHost, printStream } from 'waybill';
import { ComposeChart as ComposeChartOfCdk8s } from 'waybill/cdk8s';
import { convert as convertOfCore } from 'waybill/core';
import { manifestsOf } from '../../examples/library/convert.ts';
import { convertWithFacts } from '../../examples/library/image-facts.ts';
import { convertText } from '../../examples/library/in-memory.ts';
import { createApp } from '../../examples/library/own-app.ts';
import { convertForAcme } from '../../examples/library/own-rule.ts';
import { createPatchedApp } from '../../examples/library/patch-workload.ts';

function hold(what: string, holds: boolean): void {
  if (holds) return;
  console.log(what);
  process.exitCode = 1;
}

const file = join(import.meta.dirname, '../../examples/library/compose.yaml');
const outdir = mkdtempSync(join(tmpdir(), 'waybill-consumer-'));
try {
  const app = new App({ outdir });
  const chart = new ComposeChart(app, 'shop', { files: [file] });
  hold('ComposeChart is a Chart of our own cdk8s', chart instanceof Chart);
  hold(
    'its objects are constructs of our own constructs',
    chart.objects.every((object) => object instanceof Construct),
  );
  hold('Deployments are those of our own cdk8s-plus-28', chart.object('Deployment', 'web') instanceof KubeDeployment);
  app.synth();
  hold('our app writes it', readFileSync(join(outdir, 'shop.k8s.yaml'), 'utf8').includes('kind: StatefulSet'));
  createApp(outdir).synth();
  createPatchedApp(outdir).synth();
} finally {
  rmSync(outdir, { recursive: true });
}

const conversion: Conversion = convert({ files: [file], envFiles: [], profiles: [] }, {}, nodeHost());
const [entry]: readonly Entry[] = conversion.entries;
hold('the ledger has entries', entry !== undefined);
hold('all ways in lead to the same', ComposeChart === ComposeChartOfCdk8s && convert === convertOfCore);
hold('what is in memory gives the same', convertText(readFileSync(file, 'utf8')) === printStream(conversion.objects));
hold('our own rules and facts count', convertForAcme(file).objects.length > 0 && convertWithFacts(file).objects.length > 0);
hold('files are laid out', manifestsOf(file).length > 0);

const require = createRequire(import.meta.url);
const schema = require('waybill/schemas/report.schema.json') as { readonly required: readonly string[] };
hold(
  'the schema of the report is there',
  schema.required.every((key) => key in jsonReport(conversion)),
);
hold('the schema of x-waybill is there', '$defs' in (require('waybill/schemas/x-waybill.schema.json') as object));
hold('CommonJS loads the package', (require('waybill') as { readonly convert: unknown }).convert === convert);
