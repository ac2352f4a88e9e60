/** Where the time of a process goes, from a CPU profile of the command. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Parts of the work by the module that a line of the bundle is from; the first that fits counts. */
const parts = [
  ['read and print YAML', /node_modules\/yaml\/|dist\/src\/(?:source|write)\//],
  ['load: merge, interpolate, check', /dist\/src\/(?:load|model|generated\/compose)/],
  ['read Dockerfiles, know images', /dist\/src\/image\//],
  ['plan: the rules', /dist\/src\/(?:plan|ledger)\//],
  ['hash, encode, other values', /dist\/src\/(?:value|diagnostics)\/|@noble/],
  ['read shell lines', /node_modules\/unbash/],
  ['validate', /dist\/src\/(?:validate|pipeline|gate|generated\/kubernetes)/],
  ['prove with cdk8s', /node_modules\/(?:cdk8s|constructs|fast-json-patch)|dist\/charts/],
  ['report', /dist\/src\/report\//],
  ['read the command line', /dist\/src\/(?:cli|host)\/|commander/],
];

/** Microseconds between samples. */
const interval = 200;

/** The module of every line, from the comments that an unminified bundle has. */
function modulesOfLines(file) {
  let current = '';
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => {
      const [, begun] = /^\/\/ (\S*(?:dist|node_modules)\/\S+)$/.exec(line) ?? [];
      if (begun) current = begun;
      return current;
    });
}

function partOf({ functionName, url, lineNumber }, linesOf) {
  if (functionName === '(garbage collector)') return 'collect garbage';
  if (functionName === 'compileSourceTextModule') return 'compile the bundle';
  if (!url.startsWith('file:')) return 'Node itself, its start included';
  const module = linesOf(fileURLToPath(url))[lineNumber] ?? '';
  return parts.find(([, pattern]) => pattern.test(module))?.[0] ?? 'start modules';
}

/**
 * @param main an unminified bundle of the command
 * @returns the share of each part, largest first, and milliseconds in all
 */
export function profileOf(main, args, cwd) {
  const folder = join(cwd, 'profile');
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--cpu-prof', '--cpu-prof-interval', String(interval), '--cpu-prof-dir', folder, main, ...args],
    {
      cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(stderr);
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, readdirSync(folder)[0]), 'utf8'));
  rmSync(folder, { recursive: true });
  const known = new Map();
  const linesOf = (file) => known.get(file) ?? known.set(file, modulesOfLines(file)).get(file);
  const partOfNode = new Map(nodes.map(({ id, callFrame }) => [id, partOf(callFrame, linesOf)]));
  const times = new Map();
  for (const [i, id] of samples.entries()) {
    const part = partOfNode.get(id);
    // A longer gap is time that other processes took.
    times.set(part, (times.get(part) ?? 0) + Math.min(timeDeltas[i], 10 * interval) / 1000);
  }
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  return { total, shares: [...times].map(([part, time]) => [part, time / total]).toSorted((a, b) => b[1] - a[1]) };
}
