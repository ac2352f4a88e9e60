/** The packages that went into a bundle, with their licences. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files that have to go with copies of a package. */
const legalFile = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;

function packageFolder(file) {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const description = join(folder, 'package.json');
    // Some packages hold nameless descriptions further down, to say which modules are ESM.
    if (existsSync(description) && JSON.parse(readFileSync(description, 'utf8')).name !== undefined) return folder;
  }
  throw new Error(`no package.json above ${file}`);
}

/**
 * @param files paths of modules; those outside of node_modules are left out
 * @returns name, version, licence and its texts of each package, by name and version
 */
export function thirdPartyPackages(files) {
  const folders = new Set(files.filter((file) => /[\\/]node_modules[\\/]/.test(file)).map(packageFolder));
  const packages = new Map();
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const texts = readdirSync(folder)
      .filter((file) => legalFile.test(file))
      .toSorted()
      .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
    if (texts.length === 0) throw new Error(`${name} has no licence file`);
    packages.set(`${name} ${version}`, { name, version, license, texts });
  }
  return [...packages].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** One file with the licences of all packages. */
export function licenceText(packages) {
  const head = 'The files beside this one contain, in minified form, code of the packages below.\n';
  const sections = packages.map(
    ({ name, version, license, texts }) => `${'='.repeat(80)}\n${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`,
  );
  return [head, ...sections].join('\n');
}
