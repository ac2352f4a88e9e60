/**
 * Measures whole processes of `waybill convert`: wall time, processor time and peak memory for the examples and for generated
 * projects, as medians of some runs (of 5,000 services: one) and as ratios to an empty Node process and, where it is
 * installed, to `docker compose config` on the same file; and profiles where the time goes. Prints Markdown; with --write it
 * becomes docs/performance.md. Needs `npm run build`. Numbers among the arguments are the sizes of the generated projects.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, release, tmpdir, totalmem, type } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedProject } from './bench-project.mjs';
import { profileOf } from './bench-profile.mjs';
import { bundleCommand } from './bundle-command.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const main = join(root, 'dist/bin/main.js');

/** Writes what the process used, at its end, to file descriptor 3: peak resident size in KiB, microseconds of processor time. */
const hook =
  "data:text/javascript,import{writeSync}from'node:fs';process.on('exit',()=>{const r=process.resourceUsage();writeSync(3,[r.maxRSS,r.userCPUTime+r.systemCPUTime].join())})";

/** @returns milliseconds, milliseconds of processor time, and KiB of one process */
function measureOnce(args, cwd) {
  const start = performance.now();
  const { status, stderr, output } = spawnSync(process.execPath, ['--import', hook, ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  const time = performance.now() - start;
  if (status !== 0) throw new Error(`exit code ${status}: ${args.join(' ')}\n${stderr}`);
  const [memory, cpu] = output[3].split(',').map(Number);
  return { time, cpu: cpu / 1000, memory };
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function measure(args, cwd, runs) {
  const results = Array.from({ length: runs }, () => measureOnce(args, cwd));
  return Object.fromEntries(['time', 'cpu', 'memory'].map((key) => [key, median(results.map((result) => result[key]))]));
}

/** Milliseconds of `docker compose config`, which needs no engine; undefined where it is not installed. */
function measureCompose(cwd, runs) {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    const { status } = spawnSync('docker', ['compose', 'config', '--format', 'json'], { cwd, stdio: 'ignore' });
    return status === 0 ? performance.now() - start : undefined;
  });
  return times.includes(undefined) ? undefined : median(times);
}

function countServices(text) {
  return [
    ...text
      .split(/^services:\n/m)[1]
      .split(/^\S/m)[0]
      .matchAll(/^ {2}[\w.-]+:/gm),
  ].length;
}

const ms = (time) => `${time.toFixed(0)} ms`;

function row(name, services, { time, cpu, memory }, base, compose) {
  const ofCompose = compose === undefined ? '' : (time / compose).toFixed(1);
  const cells = [name, services, ms(time), (time / base.time).toFixed(1), ofCompose, ms(cpu), (cpu / base.cpu).toFixed(1)];
  return `| ${[...cells, `${(memory / 1024).toFixed(0)} MiB`].join(' | ')} |`;
}

const runsFor = (services) => (services > 1000 ? 1 : services > 100 ? 3 : 9);

function measurements(sizes, temporary) {
  const empty = measure(['-e', '0'], root, 15);
  const rows = [
    row('an empty Node process', '', empty, empty),
    row('waybill --version', '', measure([main, '--version'], root, 15), empty),
  ];
  for (const name of readdirSync(join(root, 'examples')).filter((entry) => !entry.includes('.') && entry !== 'library')) {
    const folder = join(root, 'examples', name);
    const services = countServices(readFileSync(join(folder, 'compose.yaml'), 'utf8'));
    rows.push(row(`examples/${name}`, services, measure([main, 'convert', '-q'], folder, 9), empty, measureCompose(folder, 3)));
  }
  for (const size of sizes) {
    const result = measure([main, 'convert', '-q'], join(temporary, String(size)), runsFor(size));
    rows.push(row('generated', size, result, empty, measureCompose(join(temporary, String(size)), runsFor(size) > 3 ? 3 : 1)));
  }
  return rows;
}

async function profiles(sizes, temporary) {
  const bundle = join(temporary, 'bundle/dist/bin');
  await bundleCommand(bundle, { minify: false });
  writeFileSync(join(temporary, 'bundle/package.json'), readFileSync(join(root, 'package.json')));
  return sizes.map((size) => {
    const { total, shares } = profileOf(join(bundle, 'main.js'), ['convert', '-q'], join(temporary, String(size)));
    const rows = shares.filter(([, share]) => share >= 0.01).map(([part, share]) => `| ${part} | ${(share * 100).toFixed(0)} % |`);
    return [`### ${size} services (${ms(total)} while profiled)`, '', '| part | time |', '| --- | ---: |', ...rows, ''].join('\n');
  });
}

const given = process.argv.slice(2).filter((argument) => /^\d+$/.test(argument));
const sizes = given.length > 0 ? given.map(Number) : [5, 100, 1000, 5000];
const temporary = mkdtempSync(join(tmpdir(), 'waybill-bench-'));
try {
  for (const size of sizes) {
    mkdirSync(join(temporary, String(size)));
    writeFileSync(join(temporary, String(size), 'compose.yaml'), generatedProject(size));
  }
  const [processor] = cpus();
  const page = [
    '# Performance',
    '',
    '<!-- Made by npm run bench -- --write. Do not edit. -->',
    '',
    `${processor.model.trim()}, ${cpus().length} processors, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${type()} ${release()} ${arch()}, Node ${process.version}. Whole processes of \`waybill convert\`, from the start of Node to its end; medians.`,
    '',
    '| project | services | wall time | ratio to empty | ratio to `docker compose config` | processor time | ratio to empty | peak memory |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...measurements(sizes, temporary),
    '',
    'Generated projects are teams of five services with health checks, waits, a Job, volumes and secrets (`scripts/bench-project.mjs`).',
    '',
    '## Where the time goes',
    '',
    ...(await profiles(
      sizes.filter((size) => size === 5 || size === 1000),
      temporary,
    )),
  ].join('\n');
  if (process.argv.includes('--write')) writeFileSync(join(root, 'docs/performance.md'), page);
  else console.log(page);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
