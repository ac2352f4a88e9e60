import { describe, expect, it } from 'vitest';
import { at, type ConvertedText, convertText } from '../../../support/convert-text.ts';

const job = (converted: ConvertedText, name: string): unknown => at(converted.object('CronJob', name), 'spec');
const pod = (converted: ConvertedText, name: string): unknown => at(job(converted, name), 'jobTemplate', 'spec', 'template', 'spec');

describe('a service that runs by a schedule (L-10)', () => {
  it('x-waybill', () => {
    const converted = convertText(`
services:
  report:
    image: acme/report:1
    restart: always
    healthcheck: {test: "true"}
    x-waybill: {schedule: {cron: "0 3 * * *", concurrency: Replace, timeZone: Europe/Paris}}
`);
    expect(job(converted, 'report')).toMatchObject({
      schedule: '0 3 * * *',
      timeZone: 'Europe/Paris',
      concurrencyPolicy: 'Replace',
      jobTemplate: { spec: { backoffLimit: 0 } },
    });
    expect(pod(converted, 'report')).toMatchObject({ restartPolicy: 'Never' });
    expect(at(pod(converted, 'report'), 'containers', 0, 'readinessProbe')).toBeUndefined();
    expect(converted.objects.map((o) => o.kind)).toEqual(['CronJob']);
    expect(converted.violations).toEqual([]);
  });

  const swarm = (labels: string): ConvertedText =>
    convertText(`
services:
  task:
    image: acme/task:1
    deploy:
      replicas: 0
      labels: {${labels}}
`);

  it('swarm-cronjob, whose replicas are those of a run', () => {
    const converted = swarm(
      'swarm.cronjob.enable: "true", swarm.cronjob.schedule: "* * * * *", swarm.cronjob.skip-running: "true", swarm.cronjob.replicas: "2"',
    );
    expect(job(converted, 'task')).toMatchObject({
      schedule: '* * * * *',
      concurrencyPolicy: 'Forbid',
      jobTemplate: { spec: { parallelism: 2, completions: 2 } },
    });
    expect(at(converted.object('CronJob'), 'metadata', 'annotations')).toBeUndefined();
    expect(converted.said('services.task.deploy.replicas')).toEqual(['differs info L-10 2 at the time of its schedule, none in between']);
  });

  it.each([
    ['a schedule that Kubernetes cannot have', 'swarm.cronjob.enable: "true", swarm.cronjob.schedule: "*/5 * * * * *"', 'refused error'],
    ['one that is not enabled', 'swarm.cronjob.schedule: "* * * * *"', 'not-applicable info'],
  ])('is none with %s', (_, labels, said) => {
    const converted = swarm(labels);
    expect(converted.objects.filter((o) => o.kind === 'CronJob')).toEqual([]);
    expect(converted.said('services.task.deploy.labels["swarm.cronjob.schedule"]')[0]).toContain(`${said} L-10`);
  });

  it('takes the time zone of the scheduler, which itself is left out (V-19)', () => {
    const converted = convertText(`
services:
  ofelia:
    image: mcuadros/ofelia:0.3
    environment: {TZ: Europe/Berlin}
    volumes: [/var/run/docker.sock:/var/run/docker.sock]
    labels: {ofelia.job-run.report.schedule: "@daily", ofelia.job-run.report.container: reporter}
  report: {image: acme/report:1, container_name: reporter}
`);
    expect(job(converted, 'report')).toMatchObject({ schedule: '@daily', timeZone: 'Europe/Berlin' });
    expect(converted.objects.map((o) => o.metadata.name)).toEqual(['report']);
    expect(converted.entries.filter((e) => e.level === 'error')).toEqual([]);
    expect(converted.said('services.ofelia')[0]).toContain('not-applicable info L-10');
  });
});

describe('commands that a scheduler runs in a container (L-10)', () => {
  const converted = convertText(`
services:
  app:
    image: nextcloud:29-apache
    ports: ["80:80"]
    environment: {A: b}
    volumes: ["data:/var/www/html"]
    labels:
      ofelia.enabled: "true"
      ofelia.job-exec.cron.schedule: "@every 5m"
      ofelia.job-exec.cron.command: php -f 'cron file.php'
      ofelia.job-exec.cron.user: www-data
      ofelia.job-exec.cron.no-overlap: "true"
      ofelia.job-exec.odd.schedule: "*/10 * * * * *"
      ofelia.job-exec.odd.command: date
  app-cron: {image: acme/other:1}
  cache:
    image: redis:7
    labels: {ofelia.job-exec.save.schedule: "@hourly", ofelia.job-exec.save.command: redis-cli save}
volumes: {data: }
`);
  const named = converted.objects.find((o) => o.kind === 'CronJob' && at(o, 'spec', 'schedule') === '*/5 * * * *');
  const run = at(named, 'spec', 'jobTemplate', 'spec', 'template');

  it('run in pods like those of the service, with its variables and volumes and without what serves', () => {
    expect(at(named, 'spec', 'concurrencyPolicy')).toBe('Forbid');
    expect(at(run, 'spec', 'containers', 0)).toMatchObject({
      image: 'nextcloud:29-apache',
      command: ['php', '-f', 'cron file.php'],
      securityContext: { runAsUser: 33 },
      volumeMounts: [{ name: 'data', mountPath: '/var/www/html' }],
    });
    for (const field of ['ports', 'readinessProbe', 'args']) expect(at(run, 'spec', 'containers', 0, field)).toBeUndefined();
    expect(at(run, 'spec', 'volumes')).toEqual([{ name: 'data', persistentVolumeClaim: { claimName: 'data-app-0' } }]);
    expect(converted.violations).toEqual([]);
  });

  it('run where the claim of the service is', () => {
    const [term] = at(run, 'spec', 'affinity', 'podAffinity', 'requiredDuringSchedulingIgnoredDuringExecution') as readonly unknown[];
    expect(term).toMatchObject({
      topologyKey: 'kubernetes.io/hostname',
      labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'app' } },
    });
  });

  it('are found by no Service of another name', () => {
    const name = at(run, 'metadata', 'labels', 'app.kubernetes.io/name');
    const selected = converted.objects.filter((o) => o.kind === 'Service').map((o) => at(o, 'spec', 'selector', 'app.kubernetes.io/name'));
    expect(selected).toContain('app-cron');
    expect(selected).not.toContain(name);
  });

  it('leave the service as it is, without annotations for the scheduler', () => {
    expect(at(converted.object('StatefulSet', 'app'), 'spec', 'template', 'metadata', 'annotations')).toBeUndefined();
  });

  it.each([
    ['services.app.labels["ofelia.job-exec.odd.schedule"]', 'refused error L-10'],
    ['services.app.labels["ofelia.job-exec.odd.command"]', 'not-applicable info L-10'],
    ['services.app.labels["ofelia.job-exec.cron.schedule"]', 'differs info L-10'],
    ['services.cache.labels["ofelia.job-exec.save.command"]', 'differs warning L-10'],
  ])('%s is accounted for', (path, said) => {
    expect(converted.said(path)[0]).toContain(said);
  });
});

it('a secret in a scheduled command comes from a variable (S-19)', () => {
  const converted = convertText(`
services:
  db:
    image: mysql:8.4
    labels:
      ofelia.job-exec.dump.schedule: "@daily"
      ofelia.job-exec.dump.command: mysqldump -h db --password=hunter2secret shop
`);
  const container = at(pod(converted, 'db-dump'), 'containers', 0);
  expect(at(container, 'command')).toEqual(['mysqldump', '-h', 'db', '--password=$(ARG_1)', 'shop']);
  expect(at(container, 'env', 0, 'name')).toBe('ARG_1');
  expect(JSON.stringify(converted.entries.map((e) => [e.message, e.hint]))).not.toContain('hunter2secret');
});

it('a run of an image of its own joins the network that it names (N-29)', () => {
  const converted = convertText(`
services:
  ofelia:
    image: mcuadros/ofelia:0.3
    labels:
      ofelia.job-run.clean.schedule: "0 0 4 * * *"
      ofelia.job-run.clean.image: alpine:3.20
      ofelia.job-run.clean.command: echo done
      ofelia.job-run.clean.network: shop_back
      ofelia.job-run.bad.schedule: "@daily"
      ofelia.job-run.bad.image: alpine:3.20
      ofelia.job-run.bad.volume: data:/data
  a: {image: acme/a:1, networks: [front]}
  b: {image: acme/b:1, networks: [back]}
networks: {front: , back: }
`);
  expect(pod(converted, 'clean')).toMatchObject({ containers: [{ image: 'alpine:3.20', args: ['echo', 'done'] }] });
  expect(at(job(converted, 'clean'), 'jobTemplate', 'spec', 'template', 'metadata', 'labels')).toMatchObject({
    'waybill.dev/net-back': 'true',
  });
  expect(converted.said('services.ofelia.labels["ofelia.job-run.bad.volume"]')[0]).toContain('refused error L-10');
});

it('a job that starts a container is accounted for at its labels', () => {
  const converted = convertText(`
services:
  ofelia:
    image: mcuadros/ofelia:0.3
    labels: {ofelia.job-run.report.schedule: "@daily", ofelia.job-run.report.container: shop-report-1}
  report: {image: acme/report:1}
`);
  expect(converted.said('services.ofelia.labels["ofelia.job-run.report.schedule"]')[0]).toContain('differs info L-10 by the clock');
  expect(converted.said('services.ofelia.labels["ofelia.job-run.report.container"]')).toEqual(['exact info L-10']);
});
