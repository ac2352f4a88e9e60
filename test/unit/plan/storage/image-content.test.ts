import { describe, expect, it } from 'vitest';
import { runsThatWrite } from '../../../../src/plan/storage/image-content.ts';

describe('runsThatWrite (V-09)', () => {
  it.each([
    ['RUN make install', ['make install']],
    ['RUN mkdir -p /data && chown app /data', []],
    ['RUN mkdir /d; build > /d/x', ['build > /d/x']],
    ['RUN a \\\n  --out /assets', ['a    --out /assets']],
    ['run a\nCOPY b /c\nENV X=RUN', ['a']],
  ])('%j', (text, commands) => expect(runsThatWrite(text)).toEqual(commands));
});
