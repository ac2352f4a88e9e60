import { readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { createContext, Script } from 'node:vm';
import { rolldown } from 'rolldown';
import { beforeAll, describe, expect, it } from 'vitest';
import * as here from '../../src/core.ts';
import { memoryHost } from '../support/memory-host.ts';

const root = join(import.meta.dirname, '../..');

/** What every browser has, and nothing of Node. */
const webGlobals = { TextEncoder, TextDecoder, URL, atob, btoa, console, structuredClone };

const bundled: { code: string; imports: readonly string[] } = { code: '', imports: [] };

beforeAll(async () => {
  const bundle = await rolldown({ input: join(root, 'src/core.ts'), platform: 'browser', logLevel: 'silent' });
  const { output } = await bundle.generate({ format: 'iife', name: 'waybill', codeSplitting: false });
  bundled.code = output.map((chunk) => (chunk.type === 'chunk' ? chunk.code : '')).join('');
  bundled.imports = output.flatMap((chunk) => (chunk.type === 'chunk' ? [...chunk.imports, ...chunk.dynamicImports] : []));
});

/** The library as a page would run it. */
function inBrowser(): typeof here {
  const context = createContext({ ...webGlobals });
  return new Script(`${bundled.code};waybill`).runInContext(context) as typeof here;
}

/** The input files of an example, in memory. */
function filesOf(system: string): Readonly<Record<string, Uint8Array>> {
  const folder = join(root, 'examples', system);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !name.startsWith('expected') && statSync(join(folder, name)).isFile(),
  );
  return Object.fromEntries(names.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]));
}

/** Everything that the library prints about an example. */
function printed(library: typeof here, system: string): Readonly<Record<string, string>> {
  const host = memoryHost(filesOf(system), { cwd: `/work/${system}` });
  const conversion = library.convert({ files: [], envFiles: [], profiles: [] }, {}, host);
  const topology = library.topologyOf(conversion);
  if (!topology) throw new Error('the example is invalid');
  return {
    stream: library.printStream(conversion.objects),
    report: JSON.stringify(library.jsonReport(conversion)),
    text: library.printTextReport(conversion),
    markdown: library.printMarkdownReport(conversion),
    html: library.printHtmlReport(conversion),
    sarif: library.printSarifReport(conversion, { version: '0' }),
    mermaid: library.printMermaid(topology),
    svg: library.printSvg(topology),
  };
}

describe('src/core.ts in a browser', () => {
  it('is one script without modules of Node', () => {
    expect(bundled.imports).toEqual([]);
    const builtins = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
    const required = [...bundled.code.matchAll(/\b(?:require|import)\(\s*["'`]([^"'`]+)["'`]\s*\)/g)].map(([, name = '']) => name);
    expect(required.filter((name) => builtins.has(name))).toEqual([]);
  });

  it.each(['messenger', 'escashop', 'auth-server', 'profile-doctor', 'dreamscape'])('gives the same bytes as in Node: %s', (system) => {
    const expected = printed(here, system);
    expect(expected['stream']).toContain('kind: Deployment');
    expect(printed(inBrowser(), system)).toEqual(expected);
  });

  it('reports a mistake with its place', () => {
    const host = memoryHost({ 'compose.yaml': 'services: {web: {imagee: nginx}}' });
    const { diagnostics } = inBrowser().convert({ files: [], envFiles: [], profiles: [] }, {}, host);
    const error = diagnostics.find(({ severity }) => severity === 'error');
    expect([error?.code, error?.path, error?.span?.start]).toEqual(['unknown-attribute', 'services.web.imagee', 17]);
  });
});
