/**
 * Makes the built command executable and known to `npx waybill` in this repository. npx would otherwise install the
 * package into its cache, and remember for good if that was tried before the first build.
 */
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'node_modules/.bin');
chmodSync(join(root, 'dist/bin/main.js'), 0o755);
// On Windows npx takes command files, and links need a privilege.
if (process.platform !== 'win32') {
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, 'waybill'), { force: true });
  symlinkSync('../../dist/bin/main.js', join(folder, 'waybill'));
}
