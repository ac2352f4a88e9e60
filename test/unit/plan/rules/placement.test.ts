import { describe, expect, it } from 'vitest';
import { at, convertText, podOf } from '../../../support/convert-text.ts';

const convertPlaced = (placement: string): ReturnType<typeof convertText> =>
  convertText(`services: {a: {image: acme/a:1.0, deploy: {placement: ${placement}}}}`);

describe('constraints (L-23)', () => {
  it.each([
    ['node.labels.disk==ssd', 'preferred', { key: 'disk', operator: 'In', values: ['ssd'] }],
    ['node.labels.example.com/disk != ssd', 'preferred', { key: 'example.com/disk', operator: 'NotIn', values: ['ssd'] }],
    ['node.hostname == one', 'preferred', { key: 'kubernetes.io/hostname', operator: 'In', values: ['one'] }],
    ['node.platform.os == linux', 'required', { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] }],
    ['node.platform.arch == aarch64', 'required', { key: 'kubernetes.io/arch', operator: 'In', values: ['arm64'] }],
    ['node.platform.arch != x86_64', 'required', { key: 'kubernetes.io/arch', operator: 'NotIn', values: ['amd64'] }],
  ])('%s is %s', (constraint, how, expression) => {
    const result = convertPlaced(`{constraints: ['${constraint}']}`);
    const affinity = at(podOf(result.object('Deployment')), 'affinity', 'nodeAffinity');
    const terms =
      how === 'required'
        ? { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [expression] }] } }
        : { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, preference: { matchExpressions: [expression] } }] };
    expect(affinity).toEqual(terms);
    expect(result.violations).toEqual([]);
  });

  it.each([
    ['node.role == worker', 'differs info'],
    ['node.role != manager', 'differs info'],
    ['node.role == manager', 'differs warning'],
    ['node.role != worker', 'differs warning'],
    ['node.id == 2ivku8v2gvtg4', 'refused warning'],
    ['node.ip == 10.0.0.1', 'refused warning'],
    ['engine.labels.operatingsystem == ubuntu', 'refused warning'],
    ['node.labels.disk == a b', 'refused warning'],
    ['node.labels.a/b/c == d', 'refused warning'],
    ['nonsense', 'refused warning'],
  ])('%s writes nothing: %s', (constraint, expected) => {
    const result = convertPlaced(`{constraints: ['${constraint}']}`);
    expect(at(podOf(result.object('Deployment')), 'affinity')).toBeUndefined();
    expect(
      result.entries.filter((e) => e.path === 'services.a.deploy.placement.constraints[0]').map((e) => `${e.outcome} ${e.level}`),
    ).toEqual([expected]);
  });
});

describe('--strict-placement (L-23)', () => {
  it('demands what is else a wish, and states that such a node has to be there', () => {
    const result = convertText(
      "services: {a: {image: acme/a:1.0, deploy: {placement: {constraints: ['node.labels.disk==ssd', 'node.platform.arch==x86_64', 'node.hostname!=one']}}}}",
      { options: { strictPlacement: true } },
    );
    expect(at(podOf(result.object('Deployment')), 'affinity', 'nodeAffinity')).toEqual({
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          {
            matchExpressions: [
              { key: 'disk', operator: 'In', values: ['ssd'] },
              { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] },
              { key: 'kubernetes.io/hostname', operator: 'NotIn', values: ['one'] },
            ],
          },
        ],
      },
    });
    expect(result.preconditions.filter((p) => p.rule === 'L-23').map((p) => p.command)).toEqual([
      "kubectl get nodes --selector 'disk=ssd'",
      "kubectl get nodes --selector 'kubernetes.io/hostname!=one'",
    ]);
  });
});

describe('one pod a node needs as many nodes (B-204, R-12)', () => {
  it.each([
    ['replicas: 1', undefined],
    ['replicas: 3', '3 nodes'],
    ['replicas: 2, resources: {limits: {cpus: "1"}}', '6 nodes'],
    ['mode: global', undefined],
  ])('%s', (deploy, expected) => {
    const { preconditions } = convertText(
      `services: {a: {image: acme/a:1.0, expose: [8080], deploy: {${deploy}, placement: {max_replicas_per_node: 1}}}}`,
    );
    expect(preconditions.find((p) => p.rule === 'B-204')?.message.slice(0, 7)).toBe(expected);
  });
});

describe('preferences and limits (L-24, B-204)', () => {
  it('spreads over a label of the nodes', () => {
    const result = convertPlaced('{preferences: [{spread: node.labels.zone}]}');
    expect(at(podOf(result.object('Deployment')), 'topologySpreadConstraints')).toEqual([
      {
        maxSkew: 1,
        topologyKey: 'zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'a', 'app.kubernetes.io/part-of': 'shop' } },
      },
    ]);
    expect(result.entries.find((e) => e.rule === 'L-24')?.hint).toContain('topology.kubernetes.io/zone');
  });

  it.each([
    ['{preferences: [{spread: node.id}]}', 'preferences[0]', 'refused L-24'],
    ['{max_replicas_per_node: 0}', 'max_replicas_per_node', 'exact B-204'],
    ['{max_replicas_per_node: 1}', 'max_replicas_per_node', 'exact B-204'],
    ['{max_replicas_per_node: 2}', 'max_replicas_per_node', 'refused B-204'],
    ['{}', undefined, 'exact G-01'],
    ['{constraints: [], preferences: []}', 'preferences', 'exact G-01'],
  ])('%s', (placement, attribute, expected) => {
    const { entries } = convertPlaced(placement);
    const path = `services.a.deploy.placement${attribute === undefined ? '' : `.${attribute}`}`;
    expect(entries.filter((e) => e.path === path).map((e) => `${e.outcome} ${e.rule}`)).toEqual([expected]);
  });

  it('keeps one pod a node apart', () => {
    const result = convertPlaced('{max_replicas_per_node: 1}');
    expect(
      at(
        podOf(result.object('Deployment')),
        'affinity',
        'podAntiAffinity',
        'requiredDuringSchedulingIgnoredDuringExecution',
        0,
        'topologyKey',
      ),
    ).toBe('kubernetes.io/hostname');
    expect(result.violations).toEqual([]);
  });
});

describe('the same thing said twice', () => {
  it('is written once, which is all that an API server takes (L-23, L-24, R-15)', () => {
    const result = convertText(`services:
  a:
    image: acme/a:1.0
    deploy:
      replicas: 2
      placement:
        constraints: [node.labels.disk == ssd, node.labels.disk==ssd]
        preferences: [{spread: node.labels.kubernetes.io/hostname}, {spread: node.labels.rack}, {spread: node.labels.rack}]`);
    const pod = podOf(result.object('Deployment'));
    const spread = at(pod, 'topologySpreadConstraints') as readonly { readonly topologyKey: string }[];
    expect(spread.map((one) => one.topologyKey)).toEqual(['kubernetes.io/hostname', 'rack']);
    expect(at(pod, 'affinity', 'nodeAffinity', 'preferredDuringSchedulingIgnoredDuringExecution')).toHaveLength(1);
    expect(result.violations).toEqual([]);
  });

  it('a DaemonSet has one pod a node anyway (B-204)', () => {
    const result = convertText('services: {a: {image: acme/a:1.0, deploy: {mode: global, placement: {max_replicas_per_node: 1}}}}');
    expect(at(podOf(result.object('DaemonSet')), 'affinity')).toBeUndefined();
    expect(result.said('services.a.deploy.placement.max_replicas_per_node')).toEqual(['exact info B-204']);
  });
});
