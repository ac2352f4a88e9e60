/**
 * Feeds broken input to the converter: mutations of real projects, and random bytes in their place. Nothing may throw, violate the
 * API of Kubernetes, print what does not read back, take more than two seconds or more than 512 MB. Needs a build. Findings are
 * written below `dist/fuzz-findings/`, to become fixtures.
 *
 *   node scripts/fuzz/fuzz.mjs [--count N] [--seed N] [--from DIR]… [--build DIR]
 *
 *   --count  of mutations, and of random inputs; 20,000 unless given
 *   --seed   another one draws other inputs
 *   --from   folders of projects beside `examples` and `test/fixtures`
 *   --build  the folder that holds the compiled `src`; `dist` unless given
 */
import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values: flags } = parseArgs({
  options: {
    count: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', multiple: true, default: [] },
    build: { type: 'string', default: 'dist' },
  },
});

/** A worker that says nothing for so long hangs, in milliseconds. */
const hanging = 20_000;
/** Inputs for one worker, so that memory that is never freed shows. */
const batch = 2500;
/** Most memory of a worker, in megabytes. */
const memory = 512;

const root = fileURLToPath(new URL('../../', import.meta.url));
const folders = ['examples', 'test/fixtures', ...flags.from].map((folder) => resolve(root, folder));
const build = resolve(root, flags.build);

/** @returns what was found, the seed to go on with, and when the worker came to its end its peak of memory in bytes */
function runBatch(kind, from, to) {
  return new Promise((done) => {
    const found = [];
    let at = from;
    let words = '';
    const worker = fork(fileURLToPath(new URL('worker.mjs', import.meta.url)), {
      execArgv: [`--max-old-space-size=${memory}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    worker.stderr.on('data', (data) => (words = `${words}${data}`.slice(-2000)));
    let timer;
    const end = (problem, rest = {}) => {
      clearTimeout(timer);
      worker.removeAllListeners();
      worker.kill('SIGKILL');
      if (problem) found.push({ kind, seed: at, problem: `${problem}\n${words}` });
      done({ found, next: problem ? at + 1 : to, ...rest });
    };
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(() => end('hangs'), hanging);
    };
    worker.on('message', (message) => {
      watch();
      if (message.done) end(undefined, message);
      else if (message.found) found.push(message.found);
      else at = message.seed;
    });
    worker.on('exit', (code, signal) => end(`died: ${signal ?? code}`));
    watch();
    worker.send({ folders, from, to, kind, build });
  });
}

const count = Number(flags.count);
const first = Number(flags.seed) * 1_000_000;
const all = [];
let peak = 0;
let projects = 0;
let loaded = 0;
for (const kind of ['mutation', 'bytes']) {
  for (let from = first; from < first + count;) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const batchOf = await runBatch(kind, from, Math.min(from + batch, first + count));
    all.push(...batchOf.found);
    from = batchOf.next;
    peak = Math.max(peak, batchOf.peak ?? 0);
    projects = batchOf.inputs ?? projects;
    loaded += batchOf.loaded ?? 0;
  }
}
if (peak > memory * 1e6) all.push({ kind: 'memory', seed: first, problem: `${Math.round(peak / 1e6)} MB` });

const findings = join(root, 'dist/fuzz-findings');
if (all.length > 0) mkdirSync(findings, { recursive: true });
for (const { kind, seed, problem, file = '', bytes, ...how } of all) {
  const name = join(findings, `${kind}-${seed}`);
  if (bytes !== undefined) writeFileSync(`${name}.input`, Buffer.from(bytes, 'base64'));
  writeFileSync(`${name}.txt`, `${file}\n${problem}\n${JSON.stringify(how)}\n`);
  console.log(`${kind} ${seed} ${file}\n  ${String(problem).split('\n').slice(0, 6).join('\n  ')}`);
}
console.log(
  `${count} mutations of ${projects} projects and ${count} random inputs: ${loaded} loaded; ${all.length} findings; ${Math.round(peak / 1e6)} MB at most`,
);
process.exitCode = all.length > 0 ? 1 : 0;
