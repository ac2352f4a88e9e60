import { describe, expect, it } from 'vitest';
import { at, convertText } from '../../../support/convert-text.ts';

const convertOne = (attributes: string): ReturnType<typeof convertText> => convertText(`services: {a: {image: acme/a:1.0, ${attributes}}}`);
const endless = 2_147_483_647;

describe('Jobs (L-02, L-05, L-11)', () => {
  it.each([
    ["restart: 'no'", 'Never', 0],
    ['restart: on-failure, x-waybill: {kind: Job}', 'OnFailure', endless],
    ["restart: 'on-failure:3', x-waybill: {kind: Job}", 'OnFailure', 3],
    ["restart: 'on-failure:0', x-waybill: {kind: Job}", 'OnFailure', endless],
    ['restart: always, x-waybill: {kind: Job}', 'OnFailure', endless],
    ['deploy: {mode: replicated-job, restart_policy: {condition: none}}', 'Never', 0],
    ['deploy: {mode: replicated-job, restart_policy: {condition: on-failure, max_attempts: 2}}', 'OnFailure', 2],
    ['deploy: {mode: replicated-job, restart_policy: {condition: on-failure, max_attempts: 0}}', 'OnFailure', endless],
    ['deploy: {mode: replicated-job, restart_policy: {}}', 'OnFailure', endless],
    ['x-waybill: {kind: Job}', 'Never', 0],
  ])('{%s}', (attributes, restartPolicy, backoffLimit) => {
    const job = convertOne(attributes).object('Job');
    expect([at(job, 'spec', 'template', 'spec', 'restartPolicy'), at(job, 'spec', 'backoffLimit')]).toEqual([restartPolicy, backoffLimit]);
  });

  it.each([
    ['replicas: 1', undefined, undefined],
    ['replicas: 3', 3, 3],
    ['replicas: 0', 0, 0],
  ])('with %s', (replicas, parallelism, completions) => {
    const job = convertOne(`deploy: {mode: replicated-job, ${replicas}}`).object('Job');
    expect([at(job, 'spec', 'parallelism'), at(job, 'spec', 'completions')]).toEqual([parallelism, completions]);
  });

  it('that wait for Jobs with several attempts do not restart in place', () => {
    const result = convertText(`services:
  first: {image: acme/a:1.0}
  second: {image: acme/a:1.0, restart: 'on-failure:4', depends_on: {first: {condition: service_completed_successfully}}}
  third: {image: acme/a:1.0, depends_on: {second: {condition: service_completed_successfully}}}
`);
    const [, second] = result.objects.filter((o) => o.kind === 'Job');
    expect(at(second, 'spec', 'template', 'spec', 'restartPolicy')).toBe('Never');
    expect(at(second, 'spec', 'backoffLimit')).toBe(4);
    expect(at(second, 'spec', 'podFailurePolicy', 'rules')).toEqual([
      { action: 'Ignore', onExitCodes: { containerName: 'wait-first', operator: 'NotIn', values: [0] }, onPodConditions: [] },
    ]);
  });
});

describe('a program that probably ends (L-02)', () => {
  const web = 'web: {image: acme/a:1.0, restart: always';
  it.each([
    ['by its command', `a: {image: acme/a:1.0, command: ./scripts/generate.sh}, ${web}}`, true],
    ['by its name', `db-init: {image: acme/a:1.0}, ${web}}`, true],
    ['with a restart policy', `db-init: {image: acme/a:1.0, restart: always}, ${web}}`, false],
    ['with one for failures only', `db-init: {image: acme/a:1.0, restart: "on-failure:3"}, ${web}}`, true],
    ['whose restart policy for failures is its alone', 'fix-permissions: {image: acme/a:1.0, restart: on-failure}', true],
    ['with one for failures only, by no word', `worker: {image: acme/a:1.0, restart: on-failure}, ${web}}`, false],
    ['of its own in the image of a server', `db-init: {image: "mongo:7", entrypoint: [sh, -c, x], restart: on-failure}, ${web}}`, true],
    ['with a port', `db-init: {image: acme/a:1.0, expose: ["80"]}, ${web}}`, false],
    ['that others call', `db-init: {image: acme/a:1.0}, ${web}, environment: {A: "http://db-init"}}`, false],
    ['by no word', `worker: {image: acme/a:1.0, command: ./initech}, ${web}}`, false],
    ['where nothing has a restart policy', 'db-init: {image: acme/a:1.0}, web: {image: acme/a:1.0}', false],
  ])('%s', (_, services, expected) => {
    expect(convertText(`services: {${services}}`).diagnostics.some((d) => d.code === 'may-run-to-end')).toBe(expected);
  });
});

describe('the account (L-02, B-194…B-196)', () => {
  it.each([
    ['restart: always', 'restart', ['exact L-02']],
    ['restart: unless-stopped', 'restart', ['exact L-02']],
    ["restart: 'no', expose: ['80']", 'restart', ['differs L-02']],
    ['restart: on-failure', 'restart', ['differs L-02']],
    ["restart: 'on-failure:5'", 'restart', ['differs L-02', 'refused B-196']],
    ["restart: 'no'", 'restart', ['differs L-02']],
    ["restart: 'no', deploy: {restart_policy: {condition: any}}", 'restart', ['differs L-02']],
    ["restart: 'no', deploy: {restart_policy: {condition: any}}", 'deploy.restart_policy.condition', ['exact L-02']],
    ['deploy: {restart_policy: {condition: none}}', 'deploy.restart_policy.condition', ['differs L-02']],
    ['deploy: {restart_policy: {max_attempts: 0}}', 'deploy.restart_policy.max_attempts', ['exact B-196']],
    ['deploy: {restart_policy: {max_attempts: 5}}', 'deploy.restart_policy.max_attempts', ['refused B-196']],
    ['deploy: {restart_policy: {delay: 5s}}', 'deploy.restart_policy.delay', ['refused B-195']],
    ['deploy: {restart_policy: {}}', 'deploy.restart_policy', ['exact G-01']],
  ])('{%s}: %s', (attributes, attribute, expected) => {
    const { entries } = convertOne(attributes);
    expect(entries.filter((e) => e.path === `services.a.${attribute}`).map((e) => `${e.outcome} ${e.rule}`)).toEqual(expected);
  });

  it('says once that what names no policy is restarted', () => {
    const { additions } = convertText('services: {a: {image: acme/a:1.0}, b: {image: acme/b:1.0}}');
    expect(additions.filter((a) => a.rule === 'L-02')).toHaveLength(2);
  });
});
