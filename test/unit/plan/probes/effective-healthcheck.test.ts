import { describe, expect, it } from 'vitest';
import { effectiveHealthcheck } from '../../../../src/plan/probes/effective-healthcheck.ts';
import { notesWithoutProbes } from '../../../../src/plan/probes/without-probes.ts';

const image = { test: ['CMD', 'ready'], interval: '10s', timeout: '2s', startPeriod: '1m', startInterval: '1s', retries: 7 };

describe('effectiveHealthcheck (H-01)', () => {
  it('takes the engine defaults for what nobody sets', () => {
    expect(effectiveHealthcheck({ test: ['CMD', 'a'] }, undefined)).toEqual({
      test: { value: ['CMD', 'a'], origin: 'compose' },
      interval: { value: 30_000, origin: 'default' },
      timeout: { value: 30_000, origin: 'default' },
      retries: { value: 3, origin: 'default' },
      start_period: { value: 0, origin: 'default' },
      start_interval: { value: 5_000, origin: 'default' },
      declared: ['test'],
      unusable: [],
    });
  });

  it('takes the image alone', () => {
    expect(effectiveHealthcheck(undefined, image)).toEqual({
      test: { value: ['CMD', 'ready'], origin: 'image' },
      interval: { value: 10_000, origin: 'image' },
      timeout: { value: 2_000, origin: 'image' },
      retries: { value: 7, origin: 'image' },
      start_period: { value: 60_000, origin: 'image' },
      start_interval: { value: 1_000, origin: 'image' },
      declared: [],
      unusable: [],
    });
  });

  it('lays Compose over the image field by field', () => {
    const effective = effectiveHealthcheck({ timeout: '2500ms', retries: 2 }, image);
    expect(effective).toMatchObject({
      test: { origin: 'image' },
      interval: { value: 10_000, origin: 'image' },
      timeout: { value: 2_500, origin: 'compose' },
      retries: { value: 2, origin: 'compose' },
      declared: ['timeout', 'retries'],
    });
  });

  it('lets zero fields inherit, but remembers that they are written', () => {
    const effective = effectiveHealthcheck({ test: [], interval: '0s', retries: 0, start_period: '0s' }, image);
    expect(effective).toMatchObject({
      test: { origin: 'image' },
      interval: { value: 10_000, origin: 'image' },
      retries: { value: 7, origin: 'image' },
      start_period: { value: 60_000, origin: 'image' },
      declared: ['test', 'interval', 'retries', 'start_period'],
      unusable: [],
    });
  });

  it.each([
    [undefined, undefined],
    [{ disable: true }, image],
    [{ disable: true, test: ['CMD', 'a'] }, image],
    [{ test: ['NONE'] }, image],
    [{ test: ['NONE', 'more'] }, image],
    [{ interval: '5s' }, { test: ['NONE'] }],
    [{ interval: '5s' }, undefined],
    [{ test: [] }, undefined],
  ])('no check from %j over %j', (compose, ofImage) => {
    expect(effectiveHealthcheck(compose, ofImage)).toBeUndefined();
  });

  it('`disable: false` changes nothing', () => {
    expect(effectiveHealthcheck({ disable: false }, image)).toMatchObject({ test: { origin: 'image' } });
  });

  it('`test: NONE` is a shell command of that name', () => {
    expect(effectiveHealthcheck({ test: ['CMD-SHELL', 'NONE'] }, image)).toMatchObject({ test: { origin: 'compose' } });
  });

  it.each(['-5s', '100µs', 'soon'])('the duration %j is unusable', (interval) => {
    expect(effectiveHealthcheck({ test: ['CMD', 'a'], interval }, undefined)).toMatchObject({
      interval: { value: 30_000, origin: 'default' },
      unusable: ['interval'],
    });
  });

  it('drops a fraction of retries as Docker Compose does', () => {
    expect(effectiveHealthcheck({ test: ['CMD', 'a'], retries: 2.7 }, undefined)).toMatchObject({ retries: { value: 2 } });
  });
});

describe('notesWithoutProbes', () => {
  it('H-01: a disabled check is exact with all its attributes', () => {
    const notes = notesWithoutProbes({ disable: true, test: ['CMD', 'a'], interval: '5s' }, false);
    expect(notes.map(({ field, outcome }) => [field, outcome])).toEqual([
      ['disable', 'exact'],
      ['test', 'exact'],
      ['interval', 'exact'],
    ]);
  });

  it('H-02: attributes of a check that nobody knows are refused', () => {
    const notes = notesWithoutProbes({ test: [], interval: '5s' }, false);
    expect(notes.map(({ field, outcome, rule }) => [field, outcome, rule])).toEqual([
      ['test', 'exact', 'H-01'],
      ['interval', 'refused', 'H-02'],
    ]);
  });
  it('H-01: they say nothing about an image that is known to have no check', () => {
    expect(notesWithoutProbes({ interval: '5s' }, true).map(({ field, outcome }) => [field, outcome])).toEqual([['interval', 'exact']]);
  });
});
