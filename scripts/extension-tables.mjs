/** The tables of `x-waybill`, loaded from the sources for scripts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const folder = fileURLToPath(new URL('../src/plan/extension/', import.meta.url));

/** @returns the module of a path below src/plan/extension */
export async function loadExtensionModule(path) {
  const directory = mkdtempSync(join(tmpdir(), 'waybill-tables-'));
  try {
    const bundle = await rolldown({ input: { module: join(folder, path) }, platform: 'node', logLevel: 'silent' });
    await bundle.write({ dir: directory, format: 'esm', entryFileNames: '[name].mjs' });
    return await import(pathToFileURL(join(directory, 'module.mjs')).href);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
