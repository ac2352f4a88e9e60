/**
 * Keeps the example of README.md a real run: converts its Compose file and compares what README shows of the output.
 * Exits with 1 when they differ; with --write it puts the output into README.md. Needs `npm run build`.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = join(root, 'README.md');

/** The code block behind `<!-- example: name -->`. */
function blockOf(name) {
  return new RegExp(`(<!-- example: ${name} -->\\s*\`\`\`\\w+\\n)([^]*?)(\`\`\`)`);
}

function shown(text, name) {
  const found = blockOf(name).exec(text);
  if (!found) throw new Error(`README.md has no example block ${name}`);
  return found[2];
}

const text = readFileSync(page, 'utf8');
const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist/bin/main.js'), 'convert', '-f', '-'], {
  input: shown(text, 'compose.yaml'),
  encoding: 'utf8',
  env: { PATH: process.env.PATH, DB_PASSWORD: 'example' },
});
if (status !== 0) throw new Error(stderr);
const documents = stdout.split(/^---\n/m);
const actual = new Map([
  ['Deployment/web', documents.find((one) => /^kind: Deployment\nmetadata:\n {2}name: web\n/m.test(one)) ?? ''],
  ['summary', stderr],
]);
if (process.argv.includes('--write')) {
  let mended = text;
  for (const [name, output] of actual) mended = mended.replace(blockOf(name), (_all, before, _old, after) => before + output + after);
  writeFileSync(page, mended);
} else {
  const stale = [...actual].filter(([name, output]) => shown(text, name) !== output).map(([name]) => name);
  for (const name of stale) console.log(`stale in README.md: ${name}`);
  process.exitCode = stale.length > 0 ? 1 : 0;
}
