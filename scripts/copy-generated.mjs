/** Puts the generated modules, which the compiler does not emit, beside the compiled ones. */
import { cpSync } from 'node:fs';

cpSync(new URL('../src/generated', import.meta.url), new URL('../dist/src/generated', import.meta.url), { recursive: true });
