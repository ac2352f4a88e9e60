/** Real projects, to be broken. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** No hand-written file is longer, and a longer one would be most of the run. */
const longest = 100_000;
const compose = /(^|\/)(docker-)?compose[^/]*\.ya?ml$/;
const beside = /(^|\/)(Dockerfile[^/]*|\.env|[^/]*\.env)$/;

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function readText(path) {
  return { path, text: readFileSync(path, 'utf8').slice(0, longest) };
}

/** A folder with a `case.json` says itself how it is loaded: `compose`, `env_file`, `env`. */
function describedCase(folder, files) {
  const { compose: names, env_file: envFiles = [], env = {} } = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8'));
  const texts = files.filter((path) => compose.test(path) || beside.test(path) || names.some((name) => path === join(folder, name)));
  return {
    cwd: folder,
    files: names,
    envFiles,
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value)])),
    texts: texts.map(readText),
  };
}

function singleFile(path, files) {
  const folder = dirname(path);
  const around = files.filter((other) => beside.test(other) && other.startsWith(`${folder}/`));
  return { cwd: folder, files: [path], envFiles: [], env: {}, texts: [path, ...around].map(readText) };
}

/** How to load each project below the folders, and its texts: Compose files, env files, Dockerfiles. The first is a Compose file. */
export function readInputs(folders) {
  return folders.flatMap((folder) => {
    const files = filesBelow(folder);
    const described = readdirSync(folder)
      .map((name) => join(folder, name))
      .filter((path) => existsSync(join(path, 'case.json')));
    const isDescribed = (path) => described.some((one) => path.startsWith(`${one}/`));
    return [
      ...described.map((one) =>
        describedCase(
          one,
          files.filter((path) => path.startsWith(`${one}/`)),
        ),
      ),
      ...files.filter((path) => compose.test(path) && !isDescribed(path)).map((path) => singleFile(path, files)),
    ];
  });
}
