import { readFileSync } from 'node:fs';

interface PackageFile {
  readonly name: string;
  readonly version: string;
}

/** The version in package.json, which lies above the sources and, one level further, above what is built from them. */
export function version(): string {
  for (const up of ['../../package.json', '../../../package.json']) {
    const found = readPackage(new URL(up, import.meta.url));
    if (found?.name === 'waybill') return found.version;
  }
  throw new Error('package.json of waybill not found');
}

function readPackage(url: URL): PackageFile | undefined {
  try {
    return JSON.parse(readFileSync(url, 'utf8')) as PackageFile;
  } catch {
    return undefined;
  }
}
