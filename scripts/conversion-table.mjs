/**
 * Keeps docs/conversion.md true: it shows the table of attributes that the rules carry.
 * Exits with 1 when the page is another one; with --write it writes the page.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = join(root, 'docs/conversion.md');

/** Sections of the page in their order; an attribute belongs to the one with the longest prefix. */
const sections = [
  ['', 'Top level', 'top-level'],
  ['services.*', 'Services', 'services'],
  ['services.*.build', 'build', 'build'],
  ['services.*.deploy', 'deploy', 'deploy'],
  ['services.*.develop', 'develop', 'develop'],
  ['services.*.blkio_config', 'blkio_config', 'blkio_config'],
  ['services.*.configs', 'configs of a service', 'service-configs'],
  ['services.*.depends_on', 'depends_on', 'depends_on'],
  ['services.*.gpus', 'gpus', 'gpus'],
  ['services.*.healthcheck', 'healthcheck', 'healthcheck'],
  ['services.*.networks', 'networks of a service', 'service-networks'],
  ['services.*.ports', 'ports', 'ports'],
  ['services.*.post_start', 'post_start', 'post_start'],
  ['services.*.pre_start', 'pre_start', 'pre_start'],
  ['services.*.pre_stop', 'pre_stop', 'pre_stop'],
  ['services.*.secrets', 'secrets of a service', 'service-secrets'],
  ['services.*.volumes', 'volumes of a service', 'service-volumes'],
  ['networks', 'Networks', 'networks'],
  ['volumes', 'Volumes', 'volumes'],
  ['configs', 'Configs', 'configs'],
  ['secrets', 'Secrets', 'secrets'],
  ['models', 'Models', 'models'],
];

const words = { exact: 'exact', differs: 'differs', refused: 'refused', 'refused!': '**refused**', 'not-applicable': 'not applicable' };

/** The rules are TypeScript; a bundle of the table is run from a directory of its own. */
async function readTable() {
  const directory = mkdtempSync(join(tmpdir(), 'waybill-table-'));
  try {
    const bundle = await rolldown({ input: join(root, 'src/plan/attribute-table.ts'), platform: 'node', logLevel: 'silent' });
    const file = join(directory, 'attribute-table.mjs');
    await bundle.write({ file, format: 'esm', codeSplitting: false });
    const { attributeTable } = await import(pathToFileURL(file).href);
    return attributeTable();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function isBelow(attribute, prefix) {
  return prefix === '' || attribute === prefix || attribute.startsWith(`${prefix}.`) || attribute.startsWith(`${prefix}[]`);
}

function sectionOf(attribute) {
  return sections.filter(([prefix]) => isBelow(attribute, prefix)).toSorted((a, b) => b[0].length - a[0].length)[0][0];
}

/** `services-ports-target` for `services.*.ports[].target`. */
function anchor(attribute) {
  return attribute.replace(/\[\]|[.-]?\*/g, '').replaceAll('.', '-');
}

function cell(text) {
  return text.replaceAll('|', '\\|');
}

function printRow({ handler, row }) {
  const { attribute, outcomes, destination, difference = '', rules, since = '' } = row;
  const cells = [
    `<a id="${anchor(attribute)}"></a>\`${attribute}\``,
    outcomes.map((outcome) => words[outcome]).join(', '),
    destination === '' ? '–' : destination,
    difference,
    rules.join(' '),
    handler,
    since,
  ];
  return `| ${cells.map(cell).join(' | ')} |\n`;
}

function printPage(table) {
  const byText = (a, b) => (a.row.attribute < b.row.attribute ? -1 : 1);
  const head = `# What becomes of every attribute

<!-- Made by scripts/conversion-table.mjs from the rules in src/plan/rules. Do not edit. -->

${table.length - 1} attributes of the Compose Specification, and extensions. How an attribute can end:

- **exact**: the cluster does what Docker does.
- **differs**: it is translated, and the report says what is different.
- **refused**: no field of Kubernetes carries it; the report says why and what to do instead. Where it stands in bold, the service would not work without it, and nothing is written until that is accepted.
- **not applicable**: it acts while loading, building or developing.

Where there are several outcomes, the value decides. Attributes of a service whose profiles are not active are not applicable (A-64); a service that joins the pod of another takes the fields of the pod from there (L-21). Fields of the pod and its container are named without the way to them; the last column names the first version of Kubernetes that can carry more than 1.28, where \`--min-version\` allows it.

${sections.map(([, title, id]) => `[${title}](#section-${id})`).join(' · ')}
`;
  const tables = sections.map(([prefix, title, id]) => {
    const own = table.filter(({ row }) => sectionOf(row.attribute) === prefix).toSorted(byText);
    return `
## <a id="section-${id}"></a>${title}

| attribute | outcome | destination | difference | rules | handled by | Kubernetes |
| --- | --- | --- | --- | --- | --- | --- |
${own.map(printRow).join('')}`;
  });
  return head + tables.join('');
}

const text = printPage(await readTable());
if (process.argv.includes('--write')) {
  mkdirSync(dirname(page), { recursive: true });
  writeFileSync(page, text);
} else if (!existsSync(page) || readFileSync(page, 'utf8') !== text) {
  console.log('docs/conversion.md does not show what the rules say: node scripts/conversion-table.mjs --write');
  process.exitCode = 1;
}
