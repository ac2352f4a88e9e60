import type { EffectiveHealthcheck } from '../../../../src/plan/probes/effective-healthcheck.ts';
import type { ProbeContext } from '../../../../src/plan/probes/handler.ts';

/** A service `api` beside a service `db`, with the ports that the tests use open. */
export function context(changes: Partial<ProbeContext> = {}): ProbeContext {
  return {
    ownNames: new Set(['api']),
    otherServices: new Set(['db', 'postgres']),
    openPorts: new Set([80, 443, 3000, 5000, 6379, 8000, 8080, 8443, 9200, 50051]),
    environment: new Map(),
    shell: undefined,
    ...changes,
  };
}

/** A check of Compose with the engine's defaults for what is not given. */
export function check(test: readonly string[], changes: Partial<EffectiveHealthcheck> = {}): EffectiveHealthcheck {
  return {
    test: { value: test, origin: 'compose' },
    interval: { value: 30_000, origin: 'default' },
    timeout: { value: 30_000, origin: 'default' },
    retries: { value: 3, origin: 'default' },
    start_period: { value: 0, origin: 'default' },
    start_interval: { value: 5_000, origin: 'default' },
    declared: ['test'],
    unusable: [],
    ...changes,
  };
}
