/** How the command is put into a few files. */
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

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

const isLoading = /[\\/]src[\\/](?:(?:diagnostics|source|value|model|load)[\\/]|generated[\\/]compose)/;
const isTranslating = /[\\/]src[\\/](?:pipeline|(?:image|ledger|plan|validate|gate|host|generated|write)[\\/])/;

/**
 * Writes the bundle of dist/src/cli/start.js as main.js and what it loads when it is asked for.
 * @returns the modules that are in it, as paths
 */
export async function bundleCommand(dir, { minify }) {
  const bundle = await rolldown({
    input: { main: path('../dist/src/cli/start.js') },
    platform: 'node',
    logLevel: 'warn',
    plugins: [constructsOnly],
  });
  const atStart = modulesAtStart((await bundle.generate({ format: 'esm' })).output);
  const { output } = await bundle.write({
    dir,
    format: 'esm',
    minify,
    // One file for each thing that is loaded at once, rather than one for each combination of commands that shares a module.
    codeSplitting: {
      groups: [
        { name: 'start', test: (id) => atStart.has(id), priority: 3 },
        { name: 'load', test: (id) => isLoading.test(id), priority: 2 },
        { name: 'translate', test: (id) => isTranslating.test(id), priority: 1 },
      ],
    },
  });
  return output.flatMap((chunk) => (chunk.type === 'chunk' ? Object.keys(chunk.modules) : []));
}
