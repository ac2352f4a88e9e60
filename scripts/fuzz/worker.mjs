/** Converts one broken input after another; says which before each, so that the parent knows what it died or hung on. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { readInputs } from './inputs.mjs';
import { mutated, randomBytes } from './mutate.mjs';
import { randomOptions } from './options.mjs';
import { randomNumbers } from './random.mjs';

/** Longest time of the processor for one input, in milliseconds: unlike the clock's, it does not depend on what else runs. */
const slow = 2000;

process.once('message', async ({ folders, from, to, kind, build }) => {
  const library = await loadLibrary(build);
  const inputs = readInputs(folders);
  let peak = 0;
  const counts = { loaded: 0 };
  for (let seed = from; seed < to; seed++) {
    process.send({ seed });
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const found = await tryOne(library, inputs, kind, seed, counts);
    if (found) process.send({ found: { kind, seed, ...found } });
    peak = Math.max(peak, process.memoryUsage.rss());
  }
  process.send({ done: true, peak, inputs: inputs.length, ...counts });
});

async function loadLibrary(build) {
  const load = (path) => import(pathToFileURL(join(build, 'src', path)).href);
  const [pipeline, host, layout, report, format] = await Promise.all(
    ['pipeline.js', 'host/node-host.js', 'write/layout.js', 'report/print-report.js', 'report/report-format.js'].map(load),
  );
  return { ...pipeline, ...host, ...layout, ...report, ...format };
}

/** Draws and converts the input of a seed. @returns what is wrong with it */
async function tryOne(library, inputs, kind, seed, counts) {
  const random = randomNumbers(seed);
  const input = inputs[random(inputs.length)];
  const other = inputs[random(inputs.length)];
  const target = input.texts[random(3) === 0 ? random(input.texts.length) : 0];
  const text = () => new TextEncoder().encode(mutated(target.text, other.texts[0].text, random, target === input.texts[0]));
  const bytes = kind === 'bytes' ? randomBytes(random) : text();
  const options = randomOptions(random);
  const format = library.reportFormats[random(library.reportFormats.length)];
  let problem = await measured(() => run(library, input, { path: target.path, bytes }, options, format, counts));
  // Only what is slow again and again is slow.
  for (let again = 0; again < 2 && problem?.startsWith('took'); again++) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    problem = await measured(() => run(library, input, { path: target.path, bytes }, options, format, counts));
  }
  return problem && { problem, file: target.path, options, format, bytes: Buffer.from(bytes).toString('base64') };
}

async function measured(action) {
  const start = process.cpuUsage();
  try {
    const problem = await action();
    if (problem) return problem;
  } catch (error) {
    return error instanceof Error ? error.stack : `threw ${String(error)}`;
  }
  const { user, system } = process.cpuUsage(start);
  const time = (user + system) / 1000;
  return time > slow ? `took ${Math.round(time)} ms` : undefined;
}

/** The broken text stands in for the file; everything beside it is really there. */
async function run(
  { convert, nodeHost, printStream, printReport },
  { cwd, files, envFiles, env },
  { path, bytes },
  options,
  format,
  counts,
) {
  const host = nodeHost();
  const replaced = { ...host, cwd, env, readFile: (name) => (name === path ? bytes : host.readFile(name)) };
  const conversion = convert({ files, envFiles, profiles: ['*'] }, options, replaced);
  const { project, objects, violations, diagnostics } = conversion;
  if (project) counts.loaded++;
  if (violations.length > 0) return `violation ${JSON.stringify(violations[0])}`;
  if (!project && !diagnostics.some(({ severity }) => severity === 'error')) return 'neither a project nor an error';
  await printReport(conversion, format, { version: '0.0.0' });
  return wrongOutput(objects, printStream(objects));
}

/** What a strict reader of the output would object to. */
function wrongOutput(objects, text) {
  const documents = parseAllDocuments(text, { uniqueKeys: true, logLevel: 'silent' });
  const error = documents.flatMap((document) => document.errors).at(0);
  if (error !== undefined) return `output is no YAML: ${error.message}`;
  const read = documents.map((document) => document.toJS({ maxAliasCount: 0 }));
  const names = read.map((object) => `${object?.apiVersion} ${object?.kind} ${object?.metadata?.name}`);
  const twice = names.find((name, i) => names.indexOf(name) !== i || name.includes('undefined'));
  if (twice !== undefined) return `twice or without a name: ${twice}`;
  const meant = new Map(objects.map((object) => [`${object.apiVersion} ${object.kind} ${object.metadata.name}`, object]));
  const changed = names.find((name, i) => !isDeepStrictEqual(read[i], JSON.parse(JSON.stringify(meant.get(name) ?? null))));
  return changed === undefined ? undefined : `read back otherwise: ${changed}`;
}
