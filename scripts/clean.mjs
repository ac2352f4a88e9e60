/** Takes away what an earlier build left: a file whose source is gone would be published. */
import { rmSync } from 'node:fs';

for (const folder of ['src', 'charts', 'schemas', 'bin']) {
  rmSync(new URL(`../dist/${folder}`, import.meta.url), { recursive: true, force: true });
}
