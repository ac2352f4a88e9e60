/**
 * Puts the command into a few files in dist/bin: hundreds of modules take longer to load than a small project to convert.
 * Beside them it writes the licences of the packages that they contain. Needs what the compiler made of the sources.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { licenceText, thirdPartyPackages } from './third-party.mjs';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

const input = { main: path('../dist/src/cli/start.js') };

/** What of cdk8s a construct needs. The rest reads and writes files, with a YAML parser of its own, and takes as long to load as all of waybill. */
const constructsOnly = {
  name: 'constructs-only',
  resolveId(id, importer) {
    if (id === 'cdk8s') return '\0cdk8s';
    return id === './yaml' && importer?.endsWith(`cdk8s${sep}lib${sep}app.js`) ? '\0no-yaml' : undefined;
  },
  load(id) {
    if (id === '\0no-yaml') return 'module.exports = {};';
    const parts = ['api-object', 'chart', 'app', 'json-patch'].map((part) => `...require('cdk8s/lib/${part}.js')`);
    return id === '\0cdk8s' ? `module.exports = {${parts.join(', ')}};` : undefined;
  },
};

/**
 * The modules of chunks without which no command line can be read, but for the program itself: it waits for the command
 * that it runs, so that a command which waits for it would wait for ever.
 */
function modulesAtStart(chunks) {
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const program = chunks.find((chunk) => chunk.facadeModuleId === path('../dist/src/cli/main.js'));
  const needed = new Set([program.fileName]);
  for (const file of needed) for (const next of byFile.get(file)?.imports ?? []) needed.add(next);
  const modules = new Set([...needed].flatMap((file) => Object.keys(byFile.get(file)?.modules ?? {})));
  modules.delete(program.facadeModuleId);
  return modules;
}

const bundle = await rolldown({ input, platform: 'node', logLevel: 'warn', plugins: [constructsOnly] });
const { output: chunks } = await bundle.generate({ format: 'esm' });
const atStart = modulesAtStart(chunks);
const isLoading = /[\\/]src[\\/](?:(?:diagnostics|source|value|model|load)[\\/]|generated[\\/]compose)/;
const isTranslating = /[\\/]src[\\/](?:pipeline|(?:image|ledger|plan|validate|gate|host|generated|write)[\\/])/;

rmSync(path('../dist/bin'), { recursive: true, force: true });
const { output } = await bundle.write({
  dir: path('../dist/bin'),
  format: 'esm',
  minify: true,
  // One file for each thing that is loaded at once, rather than one for each combination of commands that shares a module.
  codeSplitting: {
    groups: [
      { name: 'start', test: (id) => atStart.has(id), priority: 3 },
      { name: 'load', test: (id) => isLoading.test(id), priority: 2 },
      { name: 'translate', test: (id) => isTranslating.test(id), priority: 1 },
    ],
  },
});
const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? Object.keys(chunk.modules) : []));
writeFileSync(path('../dist/bin/THIRD-PARTY-LICENSES.txt'), licenceText(thirdPartyPackages(modules)));
