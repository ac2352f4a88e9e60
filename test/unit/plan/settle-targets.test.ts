import { describe, expect, it } from 'vitest';
import { convertText, type ConvertTextOptions } from '../../support/convert-text.ts';

function targetsOf(path: string, yaml: string, options: ConvertTextOptions = {}): readonly string[] {
  const { entries } = convertText(yaml, options);
  const found = entries.filter((entry) => entry.path === path).flatMap(({ targets }) => targets);
  return found.map(({ object, pointer }) => `${object.kind}/${object.name.replace(/-[0-9a-f]{10}$/, '')} ${pointer}`);
}

const pod = '/spec/template/spec';

describe('targets once the objects are finished', () => {
  it('L-21: a mount of a container that joins a pod leads to the volume under the name that it got there', () => {
    const yaml = `services:
  web: {image: acme/web:1, tmpfs: /tmp}
  side: {image: acme/side:1, network_mode: "service:web", tmpfs: /tmp}`;
    expect(targetsOf('services.side.tmpfs[0]', yaml)).toEqual([
      `Deployment/web ${pod}/containers/1/volumeMounts/0`,
      `Deployment/web ${pod}/volumes/1`,
    ]);
  });

  it('L-10: a CronJob that runs a command of a service has the same fields', () => {
    const yaml = `services:
  scheduler: {image: "mcuadros/ofelia:0.3", volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]}
  app:
    image: acme/app:1
    expose: ["80"]
    environment: {MODE: fast}
    labels: {ofelia.enabled: "true", ofelia.job-exec.tick.schedule: "0 3 * * *", ofelia.job-exec.tick.command: run}`;
    expect(targetsOf('services.app.environment.MODE', yaml)).toEqual([
      'ConfigMap/app-env /data/MODE',
      `Deployment/app ${pod}/containers/0/envFrom/0`,
      'CronJob/app-tick /spec/jobTemplate/spec/template/spec/containers/0/envFrom/0',
    ]);
  });

  it('S-02: nothing leads to a Secret that is not emitted', () => {
    const yaml = 'services: {web: {image: acme/web:1, environment: {PASSWORD: hunter-2-and-more}}}';
    const external: ConvertTextOptions = { options: { secrets: 'external' } };
    expect(targetsOf('services.web.environment.PASSWORD', yaml, external)).toEqual([`Deployment/web ${pod}/containers/0/envFrom/0`]);
  });

  it('B-006: nothing leads to what a patch took away', () => {
    const yaml = (patch: string): string => `services: {web: {image: acme/web:1, working_dir: /srv, x-waybill: {patch: [{${patch}}]}}}`;
    const path = `${pod}/containers/0/workingDir`;
    expect(targetsOf('services.web.working_dir', yaml('json: []'))).toEqual([`Deployment/web ${path}`]);
    expect(targetsOf('services.web.working_dir', yaml(`json: [{op: remove, path: ${path}}]`))).toEqual([]);
  });

  it('V-09: an init container brings the volumes that only it mounts', () => {
    const yaml = `services:
  a: {image: acme/a:1, depends_on: {b: {condition: service_completed_successfully}}}
  b: {image: acme/b:1}`;
    expect(targetsOf('services.a.depends_on.b.condition', yaml)).toContain(`Deployment/a ${pod}/volumes/0`);
  });
});
