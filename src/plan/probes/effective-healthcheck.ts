import type { ImageHealthcheck } from '../../image/dockerfile-facts.ts';
import type { Healthcheck } from '../../model/service.ts';
import { parseDuration, toMilliseconds } from '../../value/duration.ts';
import type { ProbeField } from './probe-note.ts';

/** The health check that the engine would run: Compose laid over the image, and both over the engine's defaults (H-01). */
export interface EffectiveHealthcheck {
  /** First item `CMD`, `CMD-SHELL` or, in a broken file, anything else; never `NONE`. */
  readonly test: Sourced<readonly string[]>;
  /** Milliseconds. */
  readonly interval: Sourced<number>;
  /** Milliseconds. */
  readonly timeout: Sourced<number>;
  readonly retries: Sourced<number>;
  /** Milliseconds; 0 for none. */
  readonly start_period: Sourced<number>;
  /** Milliseconds. */
  readonly start_interval: Sourced<number>;
  /** The attributes that the Compose file sets, also those whose zero makes the image or the engine decide. */
  readonly declared: readonly ProbeField[];
  /** Attributes of the Compose file with a value that the engine refuses: below 1 ms. They count as absent. */
  readonly unusable: readonly ProbeField[];
}

export interface Sourced<T> {
  readonly value: T;
  readonly origin: 'compose' | 'image' | 'default';
}

/** Defaults of the engine, durations in milliseconds (H-01; `daemon/health.go` of moby). */
export const engineDefaults = { interval: 30_000, timeout: 30_000, retries: 3, start_period: 0, start_interval: 5_000 } as const;

type TimedField = Exclude<ProbeField, 'test' | 'retries'>;

const fields: readonly ProbeField[] = ['test', 'interval', 'timeout', 'retries', 'start_period', 'start_interval'];

/**
 * Lays the `healthcheck` of Compose over the HEALTHCHECK of the image, field by field (H-01).
 * @returns undefined where no check runs: none is known, `disable: true`, or `NONE`
 */
export function effectiveHealthcheck(
  compose: Healthcheck | undefined,
  image: ImageHealthcheck | undefined,
): EffectiveHealthcheck | undefined {
  if (compose?.disable) return undefined;
  const test = effectiveTest(compose, image);
  if (!test || test.value[0] === 'NONE') return undefined;
  const unusable: ProbeField[] = [];
  const timed = (field: TimedField, ofImage: string | undefined): Sourced<number> => {
    const own = milliseconds(compose?.[field]);
    if (own === 'unusable') unusable.push(field);
    return firstSet(own, milliseconds(ofImage), engineDefaults[field]);
  };
  return {
    test,
    interval: timed('interval', image?.interval),
    timeout: timed('timeout', image?.timeout),
    retries: firstSet(count(compose?.retries), count(image?.retries), engineDefaults.retries),
    start_period: timed('start_period', image?.startPeriod),
    start_interval: timed('start_interval', image?.startInterval),
    declared: compose ? declaredFields(compose) : [],
    unusable,
  };
}

/** The attributes that a `healthcheck` sets, in a fixed order. */
export function declaredFields(compose: Healthcheck): ProbeField[] {
  return fields.filter((field) => compose[field] !== undefined);
}

function effectiveTest(compose: Healthcheck | undefined, image: ImageHealthcheck | undefined): Sourced<readonly string[]> | undefined {
  if (compose?.test && compose.test.length > 0) return { value: compose.test, origin: 'compose' };
  if (image && image.test.length > 0) return { value: image.test, origin: 'image' };
  return undefined;
}

/** A value that is usable, one that the engine refuses, or undefined: absent or zero, so that the next source decides. */
type Setting = number | 'unusable' | undefined;

function firstSet(compose: Setting, image: Setting, fallback: number): Sourced<number> {
  if (typeof compose === 'number') return { value: compose, origin: 'compose' };
  if (typeof image === 'number') return { value: image, origin: 'image' };
  return { value: fallback, origin: 'default' };
}

function milliseconds(text: string | undefined): Setting {
  if (text === undefined) return undefined;
  const parsed = parseDuration(text);
  if (!parsed.ok) return 'unusable';
  if (parsed.value === 0n) return undefined;
  const value = toMilliseconds(parsed.value);
  return value >= 1 ? value : 'unusable';
}

function count(retries: number | undefined): Setting {
  return retries !== undefined && retries >= 1 ? Math.trunc(retries) : undefined;
}
