/** Puts the command into a few files: hundreds of modules take longer to load than a small project to convert. */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

const bundle = await rolldown({ input: path('../dist/src/cli/main.js'), platform: 'node', logLevel: 'warn' });
rmSync(path('../dist/bin'), { recursive: true, force: true });
await bundle.write({ dir: path('../dist/bin'), format: 'esm', minify: true });
