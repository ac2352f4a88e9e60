import { describe, expect, it } from 'vitest';
import { positionOf } from '../../../../src/diagnostics/span.ts';
import { at, convertText, podOf } from '../../../support/convert-text.ts';

const findings = (result: ReturnType<typeof convertText>): readonly string[] =>
  result.diagnostics.filter(({ severity }) => severity === 'error').map(({ code, path }) => `${code} ${path ?? ''}`);

describe('labels and annotations of x-waybill (B-006, G-05)', () => {
  const yaml = `
x-waybill: {labels: {team: a, tier: x}, annotations: {note: all}}
services:
  web: {image: "a/b:1", expose: ["80"], x-waybill: {labels: {tier: front}}}
  db: {image: "a/c:1"}`;

  it.each([
    ['web', { team: 'a', tier: 'front' }],
    ['db', { team: 'a', tier: 'x' }],
  ])('are on the workload and its pods, those of the service before those of the top level: %s', (name, labels) => {
    const result = convertText(yaml);
    const deployment = result.object('Deployment', name);
    expect(deployment.metadata.labels).toMatchObject(labels);
    expect(deployment.metadata.annotations).toEqual({ note: 'all' });
    expect(at(deployment, 'spec', 'template', 'metadata')).toMatchObject({ labels, annotations: { note: 'all' } });
  });

  it('are in no selector', () => {
    const result = convertText(yaml);
    const selector = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/part-of': 'shop' };
    expect(at(result.object('Deployment', 'web'), 'spec', 'selector', 'matchLabels')).toEqual(selector);
    expect(at(result.object('Service', 'web'), 'spec', 'selector')).toEqual(selector);
  });

  it('have an entry where they are said', () => {
    const result = convertText(yaml);
    expect(result.said('x-waybill.labels')).toEqual(['exact info B-006']);
    expect(result.said('services.web.x-waybill.labels')).toEqual(['exact info B-006']);
  });

  it.each([
    ['labels: {app.kubernetes.io/name: x}', 'extension-reserved services.web.x-waybill.labels["app.kubernetes.io/name"]'],
    ['annotations: {waybill.dev/a: x}', 'extension-reserved services.web.x-waybill.annotations["waybill.dev/a"]'],
    ['annotations: {api-token: abcdefgh1234}', 'extension-secret services.web.x-waybill.annotations.api-token'],
  ])('cannot be %s', (block, finding) => {
    const result = convertText(`services: {web: {image: "a/b:1", x-waybill: {${block}}}}`);
    expect(findings(result)).toEqual([finding]);
    expect(result.violations).toEqual([]);
    expect(JSON.stringify(result.objects)).not.toContain('abcdefgh1234');
    expect(result.object('Deployment').metadata.labels?.['app.kubernetes.io/name']).toBe('web');
  });

  it('may be other labels of Kubernetes', () => {
    const result = convertText('services: {web: {image: "a/b:1", x-waybill: {labels: {app.kubernetes.io/version: "1.2"}}}}');
    expect(findings(result)).toEqual([]);
    expect(result.object('Deployment').metadata.labels?.['app.kubernetes.io/version']).toBe('1.2');
  });

  it.each(['Deployment', 'StatefulSet'])('of a volume are on its claim, also in a %s', (kind) => {
    const result = convertText(`
services: {web: {image: "a/b:1", volumes: ["data:/d"], x-waybill: {kind: ${kind}}}}
volumes: {data: {labels: {l: old}, x-waybill: {labels: {backup: daily}, annotations: {note: x}}}}`);
    const claims =
      kind === 'Deployment' ? result.object('PersistentVolumeClaim') : at(result.object(kind), 'spec', 'volumeClaimTemplates', 0);
    expect(claims).toMatchObject({ metadata: { labels: { backup: 'daily' }, annotations: { note: 'x', l: 'old' } } });
    expect(result.violations).toEqual([]);
  });
});

describe('accounts, priorities and nodes of x-waybill (B-006)', () => {
  const web = (block: string, rest = ''): ReturnType<typeof convertText> =>
    convertText(`services: {web: {image: "a/b:1", ${rest} x-waybill: {${block}}}}`);

  it('runs pods as an account that must exist, without its token (S-09)', () => {
    const result = web('serviceAccount: payments');
    expect(podOf(result.object('Deployment'))).toMatchObject({ serviceAccountName: 'payments', automountServiceAccountToken: false });
    expect(result.preconditions.map(({ command }) => command)).toContain('kubectl get serviceaccount payments');
    expect(result.violations).toEqual([]);
  });

  it('gives the right to wait for Jobs to the account of the service (L-05)', () => {
    const result = convertText(`
services:
  web: {image: "a/b:1", depends_on: {job: {condition: service_completed_successfully}}, x-waybill: {serviceAccount: payments}}
  job: {image: "a/c:1", restart: "no"}`);
    expect(result.objects.map(({ kind }) => kind)).not.toContain('ServiceAccount');
    expect(at(result.object('RoleBinding'), 'subjects')).toEqual([{ kind: 'ServiceAccount', name: 'payments' }]);
    expect(podOf(result.object('Deployment'))).toMatchObject({
      serviceAccountName: 'payments',
      volumes: [{ name: 'sa-token' }],
    });
    expect(result.violations).toEqual([]);
  });

  it('sets the priority class, which must exist', () => {
    const result = web('priorityClass: high');
    expect(podOf(result.object('Deployment'))).toMatchObject({ priorityClassName: 'high' });
    expect(result.preconditions.map(({ command }) => command)).toContain('kubectl get priorityclass high');
  });

  it('sets tolerations', () => {
    const tolerations = [{ key: 'dedicated', operator: 'Exists', effect: 'NoSchedule' }];
    const result = web(`tolerations: ${JSON.stringify(tolerations)}`);
    expect(podOf(result.object('Deployment'))).toMatchObject({ tolerations });
    expect(result.violations).toEqual([]);
  });

  it.each([
    ['disk: ssd', '', { disk: 'ssd' }, []],
    ['disk: ssd', 'platform: linux/arm64,', { disk: 'ssd', 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'arm64' }, []],
    ['kubernetes.io/arch: arm64', 'platform: linux/arm64,', { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'arm64' }, []],
    [
      'kubernetes.io/arch: amd64',
      'platform: linux/arm64,',
      { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'arm64' },
      ['extension-conflict services.web.x-waybill.nodeSelector["kubernetes.io/arch"]'],
    ],
  ])('selects nodes: %s %s', (labels, platform, nodeSelector, errors) => {
    const result = web(`nodeSelector: {${labels}}`, platform);
    expect(at(podOf(result.object('Deployment')), 'nodeSelector')).toEqual(nodeSelector);
    expect(findings(result)).toEqual(errors);
  });

  it('says at the top level what holds for every service that does not say otherwise', () => {
    const result = convertText(`
x-waybill: {serviceAccount: all, priorityClass: low}
services: {web: {image: "a/b:1", x-waybill: {priorityClass: high}}, db: {image: "a/c:1"}}`);
    expect(podOf(result.object('Deployment', 'web'))).toMatchObject({ serviceAccountName: 'all', priorityClassName: 'high' });
    expect(podOf(result.object('Deployment', 'db'))).toMatchObject({ serviceAccountName: 'all', priorityClassName: 'low' });
  });
});

describe('mistakes in x-waybill (B-006)', () => {
  const place = (yaml: string): readonly string[] =>
    convertText(yaml)
      .diagnostics.filter(({ code }) => code.startsWith('extension-'))
      .map(({ code, path, span }) => {
        const position = span && positionOf(span);
        return `${code} ${path ?? ''} ${position?.line}:${position?.column}`;
      });

  it.each([
    ['services:\n  web:\n    image: a:1\n    x-waybill:\n      expos: true\n', 'extension-unknown services.web.x-waybill.expos 5:7'],
    [
      'services:\n  web:\n    image: a:1\n    x-waybill: {autoscale: {mx: 3}}\n',
      'extension-unknown services.web.x-waybill.autoscale.mx 4:29',
    ],
    ['services:\n  web:\n    image: a:1\n    x-waybill: {liveness: 3}\n', 'extension-invalid services.web.x-waybill.liveness 4:27'],
    ['services:\n  web:\n    image: a:1\n    x-waybill: yes\n', 'extension-invalid services.web.x-waybill 4:16'],
    ['services:\n  web:\n    image: a:1\n    deploy: {x-waybill: {}}\n', 'extension-misplaced services.web.deploy.x-waybill 4:25'],
    ['services: {web: {image: "a:1"}}\nx-waybill: {kind: Job}\n', 'extension-unknown x-waybill.kind 2:13'],
    ['services: {web: {image: "a:1"}}\nvolumes: {d: {x-waybill: {size: 3}}}\n', 'extension-invalid volumes.d.x-waybill.size 2:33'],
  ])('have their place: %j', (yaml, finding) => {
    expect(place(yaml)).toEqual([finding]);
  });
});
