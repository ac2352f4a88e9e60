/**
 * Keeps the tree of ARCHITECTURE.md true: every file of src, charts and scripts has a line there, and every line a file.
 * Without arguments it lists what is missing, stale or without a description, and exits with 1 if there is any.
 * With --write it rewrites the tree: descriptions stay, new files get the first sentence of the doc comment on what they are named after.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = join(root, 'ARCHITECTURE.md');
const folders = ['src', 'charts', 'scripts'];
/** Made by the build and not in the repository; described by the line of the folder. */
const generated = 'src/generated';
const column = 44;
const block = /(<!-- tree -->\n```\n)([^]*?)(```\n)/;

/** Folders end in a slash; a folder's files come before its folders. */
function listTree(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const files = entries.filter((entry) => entry.isFile()).map((entry) => `${folder}/${entry.name}`);
  const below = entries.filter((entry) => entry.isDirectory()).map((entry) => `${folder}/${entry.name}`);
  return [`${folder}/`, ...files, ...below.flatMap((path) => (path === generated ? [`${path}/`] : listTree(path)))];
}

/** Path → description, from lines that are indented by two blanks a level. */
function parseTree(text) {
  const described = new Map();
  const open = [];
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const depth = (line.length - line.trimStart().length) / 2;
    const [, name, description] = /^(\S+)\s*(.*)$/.exec(line.trim());
    open.length = depth;
    described.set(open.join('') + name, description);
    open.push(name);
  }
  return described;
}

/** `json-report` for `jsonReport`. */
function kebab(name) {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

/** The first sentence about the export that the file is named after, else about its first function or class, else of its first comment. */
function describe(path) {
  if (path.endsWith('/')) return '';
  const comments = [
    ...readFileSync(join(root, path), 'utf8').matchAll(
      /\/\*\*((?:(?!\*\/)[^])*)\*\/\s*(?:export (?:abstract )?(?:async )?(\w+)\*? (\w+))?/g,
    ),
  ];
  const base = path
    .split('/')
    .at(-1)
    .replace(/\.\w+$/, '');
  const chosen =
    comments.find(([, , , name]) => name !== undefined && [base, `${base}-rule`].includes(kebab(name))) ??
    comments.find(([, , kind]) => kind === 'function' || kind === 'class') ??
    comments[0];
  const text = (chosen?.[1] ?? '')
    .replace(/^\s*\*\s?/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const sentence = /^.*?[.:;](?=\s|$)/.exec(text)?.[0].replace(/[.:;]$/, '') ?? text;
  return /^(?:An?|The|What|Whether|Every|Reads|Checks|All|Where|How) /.test(sentence)
    ? sentence[0].toLowerCase() + sentence.slice(1)
    : sentence;
}

function printTree(paths, described) {
  return paths
    .map((path) => {
      const steps = path.replace(/\/$/, '').split('/');
      const name = `${'  '.repeat(steps.length - 1)}${steps.at(-1)}${path.endsWith('/') ? '/' : ''}`;
      return `${name.padEnd(column - 1)} ${described.get(path) || describe(path)}`.trimEnd();
    })
    .map((line) => `${line}\n`)
    .join('');
}

const text = readFileSync(page, 'utf8');
const described = parseTree(block.exec(text)?.[2] ?? '');
const paths = folders.filter((folder) => existsSync(join(root, folder))).flatMap(listTree);
// The folder of generated files is there only after a build.
if (!paths.includes(`${generated}/`)) paths.push(`${generated}/`);
if (process.argv.includes('--write')) {
  writeFileSync(
    page,
    text.replace(block, (_all, before, _tree, after) => before + printTree(paths, described) + after),
  );
} else {
  const problems = [
    ...paths.filter((path) => !described.has(path)).map((path) => `missing: ${path}`),
    ...[...described.keys()].filter((path) => !paths.includes(path)).map((path) => `stale: ${path}`),
    ...[...described].filter(([, description]) => description === '').map(([path]) => `without description: ${path}`),
  ];
  for (const problem of problems) console.log(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
