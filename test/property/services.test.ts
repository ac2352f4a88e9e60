import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertText } from '../support/convert-text.ts';

/** Values of one attribute each; a service of the property test has any of them together. */
const values: Readonly<Record<string, readonly unknown[]>> = {
  image: ['acme/a:1.0', 'postgres:16', 'redis', 'nginx:1.27'],
  command: ['serve --all', ['serve'], [], "sh -c 'echo $$(date)'"],
  entrypoint: ['/entry.sh', []],
  restart: ['no', 'always', 'on-failure', 'on-failure:0', 'on-failure:3', 'unless-stopped'],
  scale: [0, 1, 3],
  init: [true, false],
  stop_signal: ['SIGINT', 'SIGTERM', 'SIGRTMIN+3', 'NONSENSE'],
  stop_grace_period: ['0s', '90s', '1500ms'],
  post_start: [[{ command: ['a'], user: 'root', environment: { A: 'x' } }], []],
  pre_stop: [[{ command: 'b', working_dir: '/w' }]],
  healthcheck: [
    {},
    { disable: true },
    { test: 'NONE' },
    { test: ['NONE'] },
    { test: 'curl -f http://localhost:80/', interval: '0s', retries: 0 },
    { test: ['CMD', 'x'], start_period: '1h', timeout: '1ms' },
  ],
  cpus: [0, 0.5, 64],
  cpu_shares: [2, 1024],
  mem_limit: ['6m', '1g'],
  expose: [['80'], ['53/udp', '53/tcp'], ['9000-9100']],
  network_mode: ['host', 'none'],
  volumes: [['data:/data'], ['data:/data:ro'], ['/data']],
  hostname: ['a', 'A.b_c'],
  platform: ['linux/amd64', 'linux/arm/v7'],
  gpus: ['all', [{ driver: 'amd', count: 2 }]],
  deploy: [
    {},
    { mode: 'global' },
    { mode: 'replicated-job', replicas: 4 },
    { mode: 'global-job' },
    { replicas: 3, update_config: { parallelism: 0, delay: '20m' }, rollback_config: {} },
    {
      placement: {
        constraints: ['node.role == manager', 'node.labels.a == b', 'node.platform.os == linux'],
        preferences: [{ spread: 'node.labels.zone' }],
        max_replicas_per_node: 1,
      },
    },
    { restart_policy: { condition: 'none', max_attempts: 0, window: '1m' } },
  ],
  'x-waybill': [{ kind: 'Job' }, { kind: 'StatefulSet' }, { kind: 'DaemonSet' }, { autoscale: { min: 2, max: 4 } }, { liveness: true }],
};

const service = fc.record(Object.fromEntries(Object.entries(values).map(([attribute, list]) => [attribute, fc.constantFrom(...list)])), {
  requiredKeys: ['image'],
});
const condition = fc.constantFrom('service_started', 'service_healthy', 'service_completed_successfully');
const options = fc.record({
  wait: fc.constantFrom('healthy', 'all', 'none'),
  hpa: fc.constantFrom('auto', 'all', 'off'),
  liveness: fc.constantFrom('auto', 'always', 'never'),
  requests: fc.constantFrom('quarter', 'equal', 'zero'),
});

describe('any services', () => {
  it('are accounted for in full, and become objects that the API server takes (G-01)', () => {
    fc.assert(
      fc.property(service, service, condition, fc.boolean(), options, (first, second, how, required, chosen) => {
        const compose = {
          services: { a: first, b: { ...second, depends_on: { a: { condition: how, required } } } },
          volumes: { data: {} },
        };
        const result = convertText(JSON.stringify(compose), { options: chosen });
        if (!result.project) return;
        expect(result.entries.filter((e) => e.outcome === 'not-translated').map((e) => e.path)).toEqual([]);
        expect(result.violations).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
