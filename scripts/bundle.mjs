/**
 * Puts the command into a few files in dist/bin: hundreds of modules take longer to load than a small project to convert.
 * Beside them it writes the licences of the packages that they contain. Needs what the compiler made of the sources.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleCommand } from './bundle-command.mjs';
import { licenceText, thirdPartyPackages } from './third-party.mjs';

const folder = fileURLToPath(new URL('../dist/bin', import.meta.url));

rmSync(folder, { recursive: true, force: true });
const modules = await bundleCommand(folder, { minify: true });
writeFileSync(`${folder}/THIRD-PARTY-LICENSES.txt`, licenceText(thirdPartyPackages(modules)));
