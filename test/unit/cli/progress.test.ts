import { describe, expect, it } from 'vitest';
import { ProgressLine, progressLine } from '../../../src/cli/progress.ts';
import { convert } from '../../../src/pipeline.ts';
import type { Stage } from '../../../src/source/progress.ts';
import { memoryHost } from '../../support/memory-host.ts';

const erase = '\r\u001B[2K';

/** A terminal that notes what is written, and a clock that is set by hand. */
function terminal(columns?: number): { readonly stream: ProgressLine; readonly written: string[]; readonly setTime: (ms: number) => void } {
  const written: string[] = [];
  let now = 5000;
  const stream = { isTTY: true, ...(columns !== undefined && { columns }), write: (text: string) => written.push(text) };
  return { stream: new ProgressLine(stream, () => now), written, setTime: (ms) => (now = 5000 + ms) };
}

describe('ProgressLine', () => {
  it('says nothing in the first second, and erases nothing then', () => {
    const { stream, written, setTime } = terminal();
    for (const ms of [0, 500, 999]) {
      setTime(ms);
      stream.listener('translate', ms, 1000);
    }
    stream.erase();
    expect(written).toEqual([]);
  });

  it('draws at most ten lines a second, each in place of the one before, and takes the last away', () => {
    const { stream, written, setTime } = terminal();
    for (let ms = 0; ms <= 2000; ms += 10) {
      setTime(ms);
      stream.listener('translate', ms, 2000);
    }
    expect(written).toHaveLength(11);
    expect(written[0]).toBe(`${erase}translating: 1000 of 2000 services`);
    stream.erase();
    expect(written.at(-1)).toBe(erase);
    stream.erase();
    expect(written).toHaveLength(12);
  });

  it.each<[Stage, string]>([
    ['load', 'reading Compose files: step 3 of 6'],
    ['translate', 'translating: 2 of 6 services'],
    ['validate', 'checking: 2 of 6 objects'],
    ['prove', 'proving with cdk8s: 2 of 6 objects'],
  ])('%s', (stage, text) => {
    const { stream, written, setTime } = terminal();
    setTime(1000);
    stream.listener(stage, 2, 6);
    expect(written).toEqual([erase + text]);
  });

  it.each([
    [20, 'translating: 1234 o'],
    [0, 'translating: 1234 of 5000 services'],
  ])('stays within a terminal of %i columns, which would break the line otherwise', (columns, text) => {
    const { stream, written, setTime } = terminal(columns);
    setTime(1000);
    stream.listener('translate', 1234, 5000);
    expect(written).toEqual([erase + text]);
  });
});

describe('progressLine', () => {
  const write = (): boolean => true;
  it.each([
    ['a terminal', { isTTY: true, write }, false, 'xterm', true],
    ['a pipe', { write }, false, 'xterm', false],
    ['--quiet', { isTTY: true, write }, true, 'xterm', false],
    ['a terminal without escapes', { isTTY: true, write }, false, 'dumb', false],
  ])('%s', (_name, stream, isQuiet, term, isShown) => {
    expect(progressLine(stream, isQuiet, term) !== undefined).toBe(isShown);
  });
});

describe('convert', () => {
  it('tells a listener every stage, service and object in order', () => {
    const calls: (readonly [Stage, number, number])[] = [];
    const services = Array.from({ length: 3 }, (_, n) => `  s${n}: {image: nginx}\n`).join('');
    const host = memoryHost({ 'compose.yaml': `services:\n${services}` });
    const { objects } = convert({ files: ['compose.yaml'], envFiles: [], profiles: [] }, {}, host, {
      onProgress: (...call) => calls.push(call),
    });
    const count = (stage: Stage, total: number) => Array.from({ length: total }, (_, done) => [stage, done, total]);
    expect(calls).toEqual([...count('load', 6), ...count('translate', 3), ...count('validate', objects.length)]);
  });
});
