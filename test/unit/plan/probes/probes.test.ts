import { describe, expect, it } from 'vitest';
import type { EffectiveHealthcheck } from '../../../../src/plan/probes/effective-healthcheck.ts';
import { planProbes } from '../../../../src/plan/probes/probes.ts';
import { check, context } from './contexts.ts';

const stateless = { ...context(), liveness: true, ownsData: false };
const dataStore = { ...context(), liveness: false, ownsData: true };
const command = ['CMD', 'ready'];
const compose = <T>(value: T) => ({ value, origin: 'compose' as const });

/** A check whose given timing stands in the Compose file. */
function timed(
  changes: Partial<Record<'interval' | 'timeout' | 'retries' | 'start_period' | 'start_interval', number>>,
  test = command,
): EffectiveHealthcheck {
  const fields = Object.entries(changes).map(([field, value]) => [field, compose(value)]);
  return check(test, { ...Object.fromEntries(fields), declared: ['test', ...(Object.keys(changes) as (keyof typeof changes)[])] });
}

describe('planProbes: the example of the contract', () => {
  const example = timed({ interval: 15_000, timeout: 2_500, retries: 4, start_period: 40_000, start_interval: 2_000 }, [
    'CMD-SHELL',
    'curl -fsS http://localhost:8080/up || exit 1',
  ]);
  const httpGet = { path: '/up', port: 8080, scheme: 'HTTP', httpHeaders: [{ name: 'Host', value: 'localhost:8080' }] };

  it('H-04, H-05, H-07, H-09: three probes of a service that owns no data', () => {
    const plan = planProbes(example, stateless);
    expect(plan).toMatchObject({
      readinessProbe: { httpGet, periodSeconds: 15, timeoutSeconds: 3, failureThreshold: 4, successThreshold: 1 },
      startupProbe: { httpGet, periodSeconds: 2, timeoutSeconds: 3, failureThreshold: 150 },
      livenessProbe: { httpGet, periodSeconds: 15, timeoutSeconds: 3, failureThreshold: 8 },
      startupBudgetSeconds: 300,
      usesOwnName: false,
    });
  });

  it('writes the keys in a fixed order, and exactly these', () => {
    const { readinessProbe, startupProbe, livenessProbe } = planProbes(example, stateless);
    const common = ['httpGet', 'periodSeconds', 'timeoutSeconds', 'failureThreshold'];
    expect(Object.keys(readinessProbe ?? {})).toEqual([...common, 'successThreshold']);
    expect(Object.keys(startupProbe ?? {})).toEqual(common);
    expect(Object.keys(livenessProbe ?? {})).toEqual(common);
  });

  it('shares no object between the probes, which a YAML writer would print as an alias', () => {
    const { readinessProbe, livenessProbe } = planProbes(example, stateless);
    expect(readinessProbe && 'httpGet' in readinessProbe && readinessProbe.httpGet).not.toBe(
      livenessProbe && 'httpGet' in livenessProbe && livenessProbe.httpGet,
    );
  });

  it('H-09: a day and no liveness for a service that owns data', () => {
    const plan = planProbes(example, dataStore);
    expect(plan.startupProbe).toMatchObject({ periodSeconds: 2, failureThreshold: 43_200 });
    expect(plan).not.toHaveProperty('livenessProbe');
    expect(plan.startupBudgetSeconds).toBe(86_400);
  });

  it('has a note for every attribute', () => {
    const outcomes = planProbes(example, stateless).notes.map(({ field, outcome, rule }) => [field, outcome, rule]);
    expect(outcomes).toEqual([
      ['test', 'differs', 'H-15'],
      ['interval', 'exact', 'H-07'],
      ['timeout', 'differs', 'H-07'],
      ['retries', 'exact', 'H-07'],
      ['start_period', 'differs', 'H-09'],
      ['start_interval', 'exact', 'H-09'],
    ]);
  });
});

describe('planProbes: timing (H-07)', () => {
  it.each([
    [{}, { periodSeconds: 30, timeoutSeconds: 30, failureThreshold: 3, successThreshold: 1 }],
    [{ interval: 500 }, { periodSeconds: 1, timeoutSeconds: 30, failureThreshold: 2, successThreshold: 1 }],
    [{ interval: 1_500 }, { periodSeconds: 2, failureThreshold: 3 }],
    [
      { interval: 100, retries: 1 },
      { periodSeconds: 1, failureThreshold: 1 },
    ],
    [
      { interval: 1_500, retries: 100 },
      { periodSeconds: 2, failureThreshold: 75 },
    ],
    [{ timeout: 1 }, { timeoutSeconds: 1 }],
    [
      { interval: 3_600_000, timeout: 90_000 },
      { periodSeconds: 3600, timeoutSeconds: 90 },
    ],
    [
      { interval: 1e15, retries: 1e12 },
      { periodSeconds: 2_147_483_647, failureThreshold: 2_147_483_647 },
    ],
  ])('%j gives %j', (changes, probe) => {
    expect(planProbes(timed(changes), dataStore).readinessProbe).toMatchObject(probe);
  });

  it('T-03: a check without timing has 30 s, not the one second of Kubernetes', () => {
    const plan = planProbes(check(['CMD', 'mongosh', '--eval', 'ping']), dataStore);
    expect(plan).toEqual({
      readinessProbe: {
        exec: { command: ['mongosh', '--eval', 'ping'] },
        periodSeconds: 30,
        timeoutSeconds: 30,
        failureThreshold: 3,
        successThreshold: 1,
      },
      notes: [expect.objectContaining({ field: 'test', outcome: 'exact' })],
      additions: [expect.objectContaining({ probe: 'readinessProbe', rule: 'H-04' })],
      usesOwnName: false,
      carriesCredentials: false,
      startupBudgetSeconds: 0,
    });
  });

  it('T-04: a database in its first initialisation is given a day', () => {
    const plan = planProbes(timed({ start_period: 30_000 }, ['CMD', 'pg_isready']), dataStore);
    expect(plan.startupProbe).toMatchObject({ periodSeconds: 5, failureThreshold: 17_280 });
    expect(plan.livenessProbe).toBeUndefined();
  });

  it('T-05: the Host header of the check is sent', () => {
    const plan = planProbes(check(['CMD-SHELL', 'curl -f http://localhost:8000/']), stateless);
    expect(plan.readinessProbe).toMatchObject({ httpGet: { httpHeaders: [{ name: 'Host', value: 'localhost:8000' }] } });
  });

  it('T-06: a port that nobody declared is asked from inside', () => {
    const plan = planProbes(check(['CMD-SHELL', 'curl -f http://localhost:8000/']), { ...stateless, openPorts: new Set() });
    expect(plan.readinessProbe).toMatchObject({ exec: { command: ['/bin/sh', '-c', 'curl -f http://localhost:8000/'] } });
  });

  it('H-13: the limit that curl sets itself applies when it is shorter', () => {
    const test = ['CMD', 'curl', '-f', '-m', '5', 'http://localhost:8080'];
    const plan = planProbes(timed({ timeout: 10_000 }, test), stateless);
    expect(plan.readinessProbe).toMatchObject({ timeoutSeconds: 5 });
    expect(plan.notes).toContainEqual(expect.objectContaining({ field: 'timeout', outcome: 'differs', rule: 'H-13' }));
    expect(planProbes(timed({ timeout: 2_000 }, test), stateless).readinessProbe).toMatchObject({ timeoutSeconds: 2 });
  });
});

describe('planProbes: startup and liveness (H-05, H-09)', () => {
  it.each([
    [{}, 300, 60],
    [{ start_period: 400_000 }, 490, 98],
    [{ interval: 120_000, retries: 5 }, 600, 120],
    [{ start_interval: 7_000 }, 300, 43],
    [{ start_interval: 500 }, 300, 300],
  ])('with liveness, %j gives a budget of %i s', (changes, budget, failureThreshold) => {
    const plan = planProbes(timed(changes), stateless);
    expect(plan.startupBudgetSeconds).toBe(budget);
    expect(plan.startupProbe).toMatchObject({ failureThreshold });
  });

  it('liveness that is asked for on a service that owns data keeps the long budget', () => {
    const plan = planProbes(timed({}), { ...dataStore, liveness: true });
    expect(plan.livenessProbe).toMatchObject({ failureThreshold: 6 });
    expect(plan.startupBudgetSeconds).toBe(86_400);
  });

  it('without liveness the budget is long, and there is a startup probe only for a start period', () => {
    const none = { ...context(), liveness: false, ownsData: false };
    expect(planProbes(timed({ start_period: 10_000 }), none).startupBudgetSeconds).toBe(86_400);
    expect(planProbes(timed({}), none)).not.toHaveProperty('startupProbe');
  });

  it('H-04, H-09: states what the check did not ask for', () => {
    const named = (changes: Parameters<typeof timed>[0], options: typeof stateless) =>
      planProbes(timed(changes), options).additions.map(({ probe }) => probe);
    expect(named({}, stateless)).toEqual(['readinessProbe', 'livenessProbe', 'startupProbe']);
    expect(named({ start_period: 1_000 }, stateless)).toEqual(['readinessProbe', 'livenessProbe']);
    expect(named({}, dataStore)).toEqual(['readinessProbe']);
  });

  it.each([
    [stateless, 'info'],
    [dataStore, 'warning'],
  ])('H-05: `|| kill 1` becomes a note', (options, level) => {
    const { notes } = planProbes(check(['CMD-SHELL', 'curl -f http://localhost:8080 || kill 1']), options);
    expect(notes).toContainEqual(expect.objectContaining({ field: 'test', rule: 'H-05', outcome: 'differs', level }));
  });
});

describe('planProbes: notes', () => {
  const noteOf = (effective: EffectiveHealthcheck, field: string, options = stateless) =>
    planProbes(effective, options).notes.filter((note) => note.field === field);

  it.each([
    [{ interval: 2_500 }, 'interval', 'differs'],
    [{ interval: 2_000 }, 'interval', 'exact'],
    [{ timeout: 500 }, 'timeout', 'differs'],
    [{ interval: 500, retries: 4 }, 'retries', 'differs'],
    [{ retries: 4 }, 'retries', 'exact'],
    [{ start_period: 1_000 }, 'start_period', 'differs'],
    [{ start_interval: 500 }, 'start_interval', 'differs'],
  ])('H-07, H-09: %j: %s %s', (changes, field, outcome) => {
    expect(noteOf(timed(changes), field)).toMatchObject([{ outcome, level: 'info' }]);
  });

  it('an exact note says nothing, another says something', () => {
    for (const { outcome, level, message } of planProbes(timed({ interval: 2_500, retries: 3, start_period: 1 }), stateless).notes) {
      if (level === 'info') expect(message === '').toBe(outcome === 'exact');
      expect(message).not.toMatch(/\.$/);
    }
  });

  it('start_interval without a startup probe is exact: Docker does not use it either', () => {
    expect(noteOf(timed({ start_interval: 500 }), 'start_interval', dataStore)).toMatchObject([{ outcome: 'exact' }]);
  });

  it('H-01: a written zero has a note, a default has none', () => {
    const effective = check(command, { declared: ['test', 'interval'] });
    expect(planProbes(effective, dataStore).notes.map(({ field }) => field)).toEqual(['test', 'interval']);
  });

  it('H-01: an attribute of the image has a note', () => {
    expect(noteOf(check(command, { timeout: { value: 1_500, origin: 'image' } }), 'timeout')).toMatchObject([{ outcome: 'differs' }]);
  });

  it('H-01: a value that Docker refuses is an error', () => {
    const effective = check(command, { declared: ['test', 'interval'], unusable: ['interval'] });
    expect(noteOf(effective, 'interval')).toMatchObject([{ outcome: 'refused', level: 'error' }]);
  });

  it('H-11: without a handler there is no probe, and every attribute is refused', () => {
    const plan = planProbes(timed({ interval: 5_000, retries: 2 }, ['CMD-SHELL', 'test -f /x']), { ...stateless, shell: 'none' });
    expect(plan).not.toHaveProperty('readinessProbe');
    expect(plan).toMatchObject({ additions: [], startupBudgetSeconds: 0 });
    expect(plan.notes.map(({ field, outcome }) => [field, outcome])).toEqual([
      ['test', 'refused'],
      ['interval', 'refused'],
      ['retries', 'refused'],
    ]);
  });

  it('H-19, H-20: hands on what the caller has to act on', () => {
    expect(planProbes(check(['CMD', 'pg_isready', '-h', 'db']), stateless).targetsOther).toBe('db');
    expect(planProbes(check(['CMD', 'kafka-topics', '--bootstrap-server', 'api:9092']), stateless).usesOwnName).toBe(true);
    expect(planProbes(check(['CMD', 'redis-cli', '-a', 'x', 'ping']), stateless).carriesCredentials).toBe(true);
  });
});
