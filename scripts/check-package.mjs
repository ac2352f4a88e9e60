/**
 * Packs the package, installs it as its users do, and tries everything that it promises: the command, the imports, their
 * types, one copy of cdk8s, every supported Node. Needs the registry. The last line is "N passed, N failed";
 * `--outputFile.json=FILE` writes the figures as those of a test run.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { engines, exports, peerDependencies, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const oldestNode = engines.node.replace('>=', '');
const temporary = mkdtempSync(join(tmpdir(), 'waybill-package-'));
const failures = [];
let passed = 0;

/** Runs a check; what it throws or gives back is why it failed. */
function check(name, attempt) {
  const begin = performance.now();
  let problem;
  try {
    problem = attempt();
  } catch (error) {
    problem = error.message;
  }
  const took = `${((performance.now() - begin) / 1000).toFixed(1)} s`;
  if (problem === undefined || problem === '') passed += 1;
  else failures.push(name);
  console.log(problem ? `failed: ${name}, ${took}\n${problem}` : `passed: ${name}, ${took}`);
}

/** @returns standard output; throws with all output when the process fails */
function run(command, args, options = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', shell: false, ...options });
  if (status !== 0) throw new Error(`exit code ${status}: ${command} ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

const npm = (args, cwd) => run('npm', args, { cwd });
const tool = (name) => join(root, 'node_modules/.bin', name);

/** A directory with nothing but a package.json. */
function emptyProject(name) {
  const directory = join(temporary, name);
  mkdirSync(directory);
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  return directory;
}

/** Versions of a package that are installed below a directory, without those that a package brings along for itself alone. */
function installedVersions(directory, name) {
  return readdirSync(join(directory, 'node_modules'), { recursive: true })
    .filter((path) => path === join(name, 'package.json') || path.endsWith(join('node_modules', name, 'package.json')))
    .map((path) => JSON.parse(readFileSync(join(directory, 'node_modules', path), 'utf8')).version);
}

let tarball = '';
check('npm pack builds, and prints the name of the file alone, which pre-commit relies on', () => {
  const printed = npm(['pack', '--pack-destination', temporary], root).trim();
  tarball = join(temporary, printed);
  return printed === `waybill-${version}.tgz` ? undefined : `printed ${printed}`;
});

const alone = emptyProject('alone');
check('npm install into an empty directory', () => {
  npm(['install', tarball], alone);
});
const installed = join(alone, 'node_modules/waybill');

check('the package holds what it names, and nothing of the workshop', () => {
  const files = readdirSync(installed, { recursive: true });
  const named = Object.values(exports).flatMap((target) => (typeof target === 'string' ? [target] : Object.values(target)));
  const legal = ['LICENSE', 'NOTICE', 'README.md', 'dist/bin/THIRD-PARTY-LICENSES.txt'];
  const missing = [...named, 'dist/bin/main.js', ...legal, 'docs/library.md'].filter((file) => !existsSync(join(installed, file)));
  const stray = files.filter((file) =>
    /\.(?:map|tsbuildinfo)$|^(?:src|test|examples|\.ci)|^dist\/(?:wb-|cdk8s)|^dist\/src\/cli/.test(file),
  );
  return [...missing.map((file) => `missing: ${file}`), ...stray.map((file) => `stray: ${file}`)].join('\n');
});

check('NOTICE names every package in the bundle', () => {
  const bundled = readFileSync(join(installed, 'dist/bin/THIRD-PARTY-LICENSES.txt'), 'utf8').matchAll(/^={80}\n(\S+) \S+ \((.*)\)$/gm);
  const notice = readFileSync(join(installed, 'NOTICE'), 'utf8');
  const rows = [...notice.matchAll(/^- (\S+) \((.*)\)$/gm)].map(([, ...row]) => row.join(' '));
  const expected = [...bundled].map(([, ...row]) => row.join(' '));
  return rows.join('\n') === expected.join('\n') ? undefined : `in the bundle:\n${expected.join('\n')}`;
});

check('npx waybill convert', () => {
  const input = 'services: {web: {image: "nginx:1.27", ports: ["80:80"]}}';
  const printed = run('npx', ['--no-install', 'waybill', 'convert', '-f', '-'], { cwd: alone, input });
  return printed.includes('kind: Deployment') && printed.includes('type: LoadBalancer') ? undefined : printed;
});

check('publint', () => {
  run(tool('publint'), [tarball, '--strict'], { cwd: root });
});
check('are the types wrong', () => {
  run(tool('attw'), [tarball, '--profile', 'esm-only', '--format', 'ascii'], { cwd: root });
});

/** Consumers with a cdk8s of their own: the newest, and the oldest that is allowed. */
const oldest = Object.fromEntries(Object.entries(peerDependencies).map(([name, range]) => [name, range.replace('^', '')]));
const newest = Object.fromEntries(Object.keys(peerDependencies).map((name) => [name, 'latest']));
const consumers = Object.entries({ newest, oldest }).map(([name, own]) => {
  const directory = emptyProject(name);
  check(`npm install beside the ${name} cdk8s`, () => {
    const specifiers = Object.entries(own).map(([dependency, wanted]) => `${dependency}@${wanted}`);
    npm(['install', ...specifiers, 'typescript@5', '@types/node@20'], directory);
    npm(['install', tarball], directory);
  });
  check(`one copy of each peer, the ${name} cdk8s of the app`, () =>
    Object.entries(own)
      .filter(([dependency, wanted]) => {
        const versions = installedVersions(directory, dependency);
        return versions.length !== 1 || (wanted !== 'latest' && versions[0] !== wanted);
      })
      .map(([dependency]) => `${dependency}: ${installedVersions(directory, dependency).join(', ')}`)
      .join('\n'),
  );
  for (const path of ['examples/library', 'test/package']) cpSync(join(root, path), join(directory, path), { recursive: true });
  return { name, directory };
});

const compilerOptions = { target: 'es2023', strict: true, types: ['node'], rootDir: '.', outDir: 'out', exactOptionalPropertyTypes: true };
for (const { name, directory } of consumers) {
  for (const [resolution, module] of Object.entries({ nodenext: 'nodenext', bundler: 'esnext' })) {
    const options = { ...compilerOptions, module, moduleResolution: resolution, rewriteRelativeImportExtensions: true };
    writeFileSync(
      join(directory, `tsconfig.${resolution}.json`),
      JSON.stringify({ compilerOptions: options, files: ['test/package/consumer.ts'] }),
    );
    for (const [compiler, command] of Object.entries({ 5: join(directory, 'node_modules/.bin/tsc'), 7: tool('tsc') })) {
      check(`types, TypeScript ${compiler}, ${resolution}, ${name} cdk8s`, () => {
        run(command, ['-p', `tsconfig.${resolution}.json`], { cwd: directory });
      });
    }
  }
  cpSync(join(directory, 'examples/library/compose.yaml'), join(directory, 'out/examples/library/compose.yaml'));
}

/** Real binaries of other versions come as packages of the registry. */
function installNode(wanted) {
  const directory = emptyProject(`node-${wanted}`);
  npm(['install', `node-${process.platform}-${process.arch}@${wanted}`], directory);
  return join(directory, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin/node');
}

for (const wanted of [oldestNode.split('.').length === 2 ? `${oldestNode}.0` : oldestNode, '22', '24']) {
  let node = '';
  check(`Node ${wanted} is there`, () => {
    node = installNode(wanted);
    const found = run(node, ['--version']).trim();
    return found.startsWith(`v${wanted}`) ? undefined : found;
  });
  check(`Node ${wanted}: the command`, () => {
    const main = join(installed, 'dist/bin/main.js');
    const example = join(root, 'examples/messenger');
    const own = run(process.execPath, [main, 'convert'], { cwd: example });
    if (run(node, [main, '--version']).trim() !== version) return 'another version';
    return run(node, [main, 'convert'], { cwd: example }) === own ? undefined : 'other manifests than with the Node of the machine';
  });
  for (const { name, directory } of consumers) {
    check(`Node ${wanted}: the library, ${name} cdk8s`, () => {
      run(node, ['out/test/package/consumer.js'], { cwd: directory });
    });
  }
}

rmSync(temporary, { recursive: true, force: true });
const report = process.argv.find((argument) => argument.startsWith('--outputFile.json='))?.slice('--outputFile.json='.length);
if (report) writeFileSync(report, JSON.stringify({ numPassedTests: passed, numFailedTests: failures.length, testResults: [] }));
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;
