/**
 * Puts the command into a few files in dist/bin: hundreds of modules take longer to load than a small project to convert.
 * Beside them it writes the licences of the packages that they contain. Needs what the compiler made of the sources.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { licenceText, thirdPartyPackages } from './third-party.mjs';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

const bundle = await rolldown({ input: { main: path('../dist/src/cli/start.js') }, platform: 'node', logLevel: 'warn' });
rmSync(path('../dist/bin'), { recursive: true, force: true });
const { output } = await bundle.write({ dir: path('../dist/bin'), format: 'esm', minify: true });
const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? Object.keys(chunk.modules) : []));
writeFileSync(path('../dist/bin/THIRD-PARTY-LICENSES.txt'), licenceText(thirdPartyPackages(modules)));
