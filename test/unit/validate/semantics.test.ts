import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../src/plan/kubernetes.ts';
import { validateSet } from '../../../src/validate/semantics.ts';
import type { ViolationCode } from '../../../src/validate/violation.ts';
import { everyKind } from '../charts/every-kind.ts';

/** A copy of the sample, which is valid as a set, for a case to spoil. */
function sample(): KubeObject[] {
  return JSON.parse(JSON.stringify(everyKind)) as KubeObject[];
}

/** Sets the value under a JSON pointer of an object; undefined takes it away. */
function put(objects: KubeObject[], id: string, pointer: string, value: unknown): void {
  const object = objects.find(({ kind, metadata }) => `${kind}/${metadata.name}` === id);
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/'));
  const last = keys.pop() ?? '';
  const parent = keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], object) as Record<string, unknown>;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
}

type Found = readonly [object: string, pointer: string, code: ViolationCode];

function violations(objects: readonly KubeObject[], externals?: ReadonlySet<string>): Found[] {
  return validateSet(objects, externals).map(({ object, pointer, code }) => [object, pointer, code]);
}

const web = 'Deployment/web';
const pod = '/spec/template/spec';
const container = `${pod}/containers/0`;
const long = (length: number): string => 'a'.repeat(length);

type Case = readonly [what: string, object: string, pointer: string, value: unknown, code: ViolationCode, at?: string];

const cases: readonly Case[] = [
  // names and labels
  ['a Service name that begins with a digit (G-03)', 'Service/ext', '/metadata/name', '1ext', 'name'],
  ['a Service name with a dot', 'Service/ext', '/metadata/name', 'a.b', 'name'],
  ['a Job name of 64', 'Job/migrate', '/metadata/name', long(64), 'name'],
  ['a CronJob name of 53', 'CronJob/nightly', '/metadata/name', long(53), 'name'],
  ['a StatefulSet name of 53', 'StatefulSet/db', '/metadata/name', long(53), 'name'],
  ['an underscore', 'Ingress/web', '/metadata/name', 'front_end', 'name'],
  ['a namespace on what has none (G-04)', 'PersistentVolume/data', '/metadata/namespace', 'shop', 'namespace'],
  ['two kinds of namespace (G-04)', 'Service/ext', '/metadata/namespace', 'shop', 'namespace'],
  ['a label value of 64', 'Service/ext', '/metadata/labels', { a: long(64) }, 'label', '/metadata/labels/a'],
  ['a label value with a blank', 'Service/ext', '/metadata/labels', { a: 'b c' }, 'label', '/metadata/labels/a'],
  ['a label key with two slashes', 'Service/ext', '/metadata/labels', { 'a/b/c': '' }, 'label', '/metadata/labels/a~1b~1c'],
  ['a label of a pod', 'DaemonSet/agent', '/spec/template/metadata/labels/x', '-', 'label'],
  ['an annotation key', 'Service/ext', '/metadata/annotations', { 'a b': '' }, 'annotation', '/metadata/annotations/a b'],
  ['a data key with a slash', 'ConfigMap/app', '/data/a~1b', '', 'data-key'],
  ['a data key ..', 'Secret/pw', '/data/..', '', 'data-key'],
  ['a key in data and binaryData', 'ConfigMap/app', '/data/bin', '', 'data-key', '/binaryData/bin'],
  ['stringData (S-23)', 'Secret/pw', '/stringData', {}, 'data-key'],
  ['a large object (S-22)', 'ConfigMap/app', '/data/b', '<'.repeat(42_000), 'size', ''],
  // containers
  ['a container name', web, `${container}/name`, 'Web_1', 'container'],
  ['an init container named as another', web, `${container}/name`, 'wait', 'container'],
  ['an image with a blank', web, `${container}/image`, 'nginx ', 'container'],
  ['no image', web, `${container}/image`, undefined, 'container'],
  ['port 0', web, `${container}/ports/1/containerPort`, 0, 'port'],
  ['a port name of 16', web, `${container}/ports/1/name`, long(16), 'port'],
  ['a port name without letter', web, `${container}/ports/1/name`, '80', 'port'],
  ['a port name twice', web, `${container}/ports/1/name`, 'http', 'port'],
  ['a variable with =', web, `${container}/env/0/name`, 'A=B', 'environment'],
  ['a variable that begins with a digit', web, `${container}/env/0/name`, '1A', 'environment'],
  ['a value beside a source', web, `${container}/env/1/value`, 'x', 'environment', `${container}/env/1`],
  ['two handlers', web, `${container}/readinessProbe/exec`, { command: ['a'] }, 'probe', `${container}/readinessProbe`],
  ['no handler', web, `${container}/livenessProbe`, {}, 'probe'],
  ['an unknown port name', web, `${container}/livenessProbe/tcpSocket/port`, 'https', 'probe'],
  ['an empty command', web, `${container}/livenessProbe`, { exec: { command: [] } }, 'probe', `${container}/livenessProbe/exec/command`],
  ['a hook without command', web, `${container}/lifecycle/preStop/exec`, {}, 'probe', `${container}/lifecycle/preStop/exec/command`],
  ['a timeout of 0', web, `${container}/livenessProbe/timeoutSeconds`, 0, 'probe'],
  ['two successes for liveness', web, `${container}/livenessProbe/successThreshold`, 2, 'probe'],
  ['a grace period for readiness', web, `${container}/readinessProbe/terminationGracePeriodSeconds`, 5, 'probe'],
  ['a header name', web, `${container}/readinessProbe/httpGet/httpHeaders/0/name`, 'a b', 'probe'],
  ['a probe of an init container', web, `${pod}/initContainers/0/livenessProbe`, { exec: { command: ['a'] } }, 'probe'],
  ['a host name', web, `${pod}/hostname`, 'a.b', 'name'],
  ['an alias', web, `${pod}/hostAliases/0/hostnames/0`, 'A_B', 'name'],
  // volumes
  ['a volume name', web, `${pod}/volumes/4/name`, 'a.b', 'volume'],
  ['two sources', web, `${pod}/volumes/0/hostPath`, { path: '/x' }, 'volume', `${pod}/volumes/0`],
  ['no source', web, `${pod}/volumes/0/emptyDir`, undefined, 'volume', `${pod}/volumes/0`],
  ['an item above the volume', web, `${pod}/volumes/3/projected/sources/0/configMap/items/0/path`, '../a', 'volume'],
  [
    'an item in place of another',
    web,
    `${pod}/volumes/3/projected/sources/0/configMap/items/0/path`,
    'labels',
    'volume',
    `${pod}/volumes/3/projected/sources/2/downwardAPI/items/0/path`,
  ],
  ['a decimal mode (S-13)', web, `${pod}/volumes/3/projected/defaultMode`, 640, 'volume'],
  ['an item mode', web, `${pod}/volumes/3/projected/sources/0/configMap/items/0/mode`, 512, 'volume'],
  ['a mount of no volume', web, `${container}/volumeMounts/0/name`, 'nothing', 'mount'],
  ['a relative mount', web, `${container}/volumeMounts/0/mountPath`, 'tmp', 'mount'],
  ['a mount with a colon', web, `${container}/volumeMounts/0/mountPath`, '/tmp:ro', 'mount'],
  ['a subPath that leaves the volume', web, `${container}/volumeMounts/2/subPath`, 'a/../../b', 'mount'],
  // resources and security
  ['more requested than the limit', web, `${container}/resources/requests/memory`, '1Gi', 'resources'],
  ['more CPU requested than the limit', web, `${container}/resources/requests/cpu`, '1001m', 'resources'],
  ['half a byte (T-01)', web, `${container}/resources/requests/memory`, '512m', 'resources'],
  ['a negative amount', web, `${container}/resources/requests/memory`, '-1', 'resources'],
  ['a device requested without its limit', web, `${container}/resources/requests/nvidia.com~1gpu`, '0.5', 'resources'],
  [
    'no escalation although privileged',
    web,
    `${container}/securityContext`,
    { privileged: true, allowPrivilegeEscalation: false },
    'security',
    `${container}/securityContext/allowPrivilegeEscalation`,
  ],
  ['root although not root', web, `${container}/securityContext/runAsNonRoot`, true, 'security', `${container}/securityContext/runAsUser`],
  ['a capability with prefix (SEC-06)', web, `${container}/securityContext/capabilities/add/0`, 'CAP_NET_ADMIN', 'security'],
  // references
  ['an unknown ConfigMap', web, `${container}/envFrom/0/configMapRef/name`, 'nothing', 'reference'],
  ['an unknown Secret', web, `${container}/envFrom/1/secretRef/name`, 'nothing', 'reference'],
  ['an unknown claim', web, `${pod}/volumes/2/persistentVolumeClaim/claimName`, 'nothing', 'reference'],
  ['an unknown account', web, `${pod}/serviceAccountName`, 'nothing', 'reference'],
  ['an unknown Secret in a volume', web, `${pod}/volumes/3/projected/sources/1/secret/name`, 'nothing', 'reference'],
  ['an unknown key', web, `${pod}/volumes/3/projected/sources/0/configMap/items/0/key`, 'nothing', 'reference'],
  ['an unknown pull secret', web, `${pod}/imagePullSecrets`, [{ name: 'nothing' }], 'reference', `${pod}/imagePullSecrets/0/name`],
  [
    'an unknown key of a variable',
    web,
    `${container}/env/0`,
    { name: 'A', valueFrom: { secretKeyRef: { name: 'pw', key: 'nothing' } } },
    'reference',
    `${container}/env/0/valueFrom/secretKeyRef/key`,
  ],
  [
    'a key named like a property of every object',
    web,
    `${container}/env/0`,
    { name: 'A', valueFrom: { secretKeyRef: { name: 'pw', key: 'toString' } } },
    'reference',
    `${container}/env/0/valueFrom/secretKeyRef/key`,
  ],
  ['an unknown governing Service', 'StatefulSet/db', '/spec/serviceName', 'nothing', 'reference'],
  ['a governing Service with an address', 'StatefulSet/db', '/spec/serviceName', 'ext', 'service'],
  // workloads
  ['a selector that misses its pods', 'DaemonSet/agent', '/spec/selector/matchLabels', { a: 'b' }, 'selector', '/spec/selector'],
  [
    'an affinity that no pod meets',
    'DaemonSet/agent',
    `${pod}/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/labelSelector`,
    { matchLabels: { a: 'b' } },
    'selector',
  ],
  ['a Job that restarts', 'Job/migrate', `${pod}/restartPolicy`, 'Always', 'restart-policy'],
  ['a Job without restart policy', 'Job/migrate', `${pod}/restartPolicy`, undefined, 'restart-policy'],
  ['a Deployment that ends', web, `${pod}/restartPolicy`, 'Never', 'restart-policy'],
  ['parameters of a rolling update beside Recreate', web, '/spec/strategy/type', 'Recreate', 'strategy', '/spec/strategy/rollingUpdate'],
  ['an update that cannot proceed', web, '/spec/strategy/rollingUpdate/maxSurge', 0, 'strategy', '/spec/strategy/rollingUpdate'],
  ['a schedule of four fields', 'CronJob/nightly', '/spec/schedule', '0 3 * *', 'schedule'],
  ['a claim without size', 'PersistentVolumeClaim/data', '/spec/resources', {}, 'claim'],
  ['a claim without access mode', 'PersistentVolumeClaim/data', '/spec/accessModes', [], 'claim'],
  ['a claim template without size', 'StatefulSet/db', '/spec/volumeClaimTemplates/0/spec/resources', {}, 'claim'],
  // services
  ['a Service that selects no pod', 'Service/web', '/spec/selector', { a: 'b' }, 'service'],
  ['a Service port name', 'Service/web', '/spec/ports/0/name', 'a_b', 'service'],
  ['a Service port name twice', 'Service/web', '/spec/ports/0/name', 'num', 'service', '/spec/ports/2/name'],
  ['one of several ports without name', 'Service/web', '/spec/ports/0/name', undefined, 'service'],
  ['a target that the pods do not have', 'Service/web', '/spec/ports/1/targetPort', 'https', 'service'],
  ['a target out of range', 'Service/web', '/spec/ports/2/targetPort', 70000, 'service'],
  ['a node port of a cluster Service', 'Service/web', '/spec/ports/0/nodePort', 30000, 'service'],
  [
    'a node port out of range',
    'Service/ext',
    '/spec',
    { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }], selector: { 'app.kubernetes.io/name': 'db' } },
    'service',
    '/spec/ports/0/nodePort',
  ],
  [
    'a hook of an init container',
    web,
    `${pod}/initContainers/0/lifecycle`,
    { preStop: { exec: { command: ['a'] } } },
    'probe',
    `${pod}/initContainers/0/lifecycle/preStop`,
  ],
  ['a headless load balancer', 'Service/web', '/spec/type', 'LoadBalancer', 'service', '/spec/clusterIP'],
  ['an external name', 'Service/ext', '/spec/externalName', 'not a name', 'service'],
  ['an Ingress to no Service', 'Ingress/web', '/spec/rules/0/http/paths/0/backend/service/name', 'nothing', 'ingress'],
  ['an Ingress to no port', 'Ingress/web', '/spec/rules/0/http/paths/0/backend/service/port', { name: 'https' }, 'ingress'],
  // policies
  ['an autoscaler of nothing', 'HorizontalPodAutoscaler/web', '/spec/scaleTargetRef/name', 'nothing', 'autoscaler', '/spec/scaleTargetRef'],
  ['an autoscaler beside replicas (R-13)', web, '/spec/replicas', 1, 'autoscaler'],
  ['an autoscaler without requests', web, `${container}/resources`, {}, 'autoscaler'],
  ['an autoscaler with a low maximum', 'HorizontalPodAutoscaler/web', '/spec/minReplicas', 4, 'autoscaler'],
  ['a budget of nothing', 'PodDisruptionBudget/web', '/spec/selector', { matchLabels: { a: 'b' } }, 'disruption-budget'],
  ['a budget of two bounds', 'PodDisruptionBudget/web', '/spec/minAvailable', 1, 'disruption-budget', '/spec'],
  ['a policy of nothing', 'NetworkPolicy/web', '/spec/podSelector', { matchLabels: { a: 'b' } }, 'network-policy'],
  ['a policy without its type', 'NetworkPolicy/web', '/spec/policyTypes', ['Ingress'], 'network-policy'],
  [
    'a peer that is nobody',
    'NetworkPolicy/web',
    '/spec/ingress/0/from',
    [{ podSelector: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } }],
    'network-policy',
    '/spec/ingress/0/from/0/podSelector',
  ],
  ['a binding of no role', 'RoleBinding/web', '/roleRef/name', 'nothing', 'role'],
  ['a binding of no account', 'RoleBinding/web', '/subjects/0/name', 'nothing', 'role'],
];

/** The place of the violation is the place of the change unless the case says otherwise; autoscalers are reported on themselves. */
function expectation([, object, pointer, , code, at]: Case): Found {
  if (code === 'autoscaler' && object === web)
    return ['HorizontalPodAutoscaler/web', pointer === '/spec/replicas' ? '/spec/scaleTargetRef' : '/spec/metrics/0', code];
  if (code === 'autoscaler' && at === undefined) return [object, '/spec/minReplicas', code];
  return [object, at ?? pointer, code];
}

describe('validateSet', () => {
  it('finds nothing in the sample', () => {
    expect(validateSet(everyKind)).toEqual([]);
  });

  it.each(cases.map((row) => [row[0], row] as const))('finds %s', (_what, row) => {
    const [, id, pointer, value, code] = row;
    const objects = sample();
    put(objects, id, pointer, value);
    const [object, at] = expectation(row);
    const renamed = pointer === '/metadata/name' ? `${id.split('/')[0] ?? ''}/${String(value)}` : object;
    expect(violations(objects)).toContainEqual([renamed, at, code]);
    // Nothing else of the same kind: the case spoils one thing.
    expect(violations(objects).filter(([, , other]) => other === code)).toHaveLength(1);
  });

  it('finds two objects of one kind and name', () => {
    expect(violations([...sample(), { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'pw' } }])).toContainEqual([
      'Secret/pw',
      '/metadata/name',
      'duplicate-object',
    ]);
  });

  it('finds a selector that takes the pods of another workload', () => {
    const objects = sample();
    put(objects, 'DaemonSet/agent', '/spec/template/metadata/labels', {
      'app.kubernetes.io/name': 'web',
      'app.kubernetes.io/part-of': 'shop',
    });
    expect(violations(objects)).toEqual(
      expect.arrayContaining([
        [web, '/spec/selector', 'selector'],
        ['DaemonSet/agent', '/spec/selector', 'selector'],
      ]),
    );
  });

  it('finds a node port in two Services', () => {
    const labels = { 'app.kubernetes.io/name': 'db' };
    const spec = { type: 'NodePort', selector: labels, ports: [{ port: 80, nodePort: 30080 }] };
    const more = ['a', 'b'].map((name) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name }, spec }));
    expect(violations([...sample(), ...more])).toEqual([['Service/b', '/spec/ports/0/nodePort', 'service']]);
  });

  it('finds one port in two containers of a pod (L-21)', () => {
    const objects = sample();
    put(objects, web, `${pod}/containers/1`, {
      name: 'sidecar',
      image: 'x',
      ports: [{ containerPort: 80 }],
      resources: { requests: { cpu: '1m' } },
    });
    expect(violations(objects)).toEqual([[web, `${pod}/containers/1/ports/0/containerPort`, 'port']]);
  });

  it.each([
    ['a rolling update (T-19)', { strategy: undefined }],
    ['several pods (T-18)', { strategy: { type: 'Recreate' }, replicas: 2 }],
  ])('finds a volume of one node with %s', (_what, spec) => {
    expect(violations(claimed([{ name: 'a', ...spec }]))).toEqual([['Deployment/a', `${pod}/volumes/0`, 'claim']]);
  });

  it('finds a volume of one node in two workloads (T-18), unless it is shared or they are kept together', () => {
    const two = [
      { name: 'a', strategy: { type: 'Recreate' } },
      { name: 'b', strategy: { type: 'Recreate' } },
    ];
    expect(violations(claimed(two)).map(([object, , code]) => [object, code])).toEqual([
      ['Deployment/a', 'claim'],
      ['Deployment/b', 'claim'],
    ]);
    expect(violations(claimed(two, ['ReadWriteMany']))).toEqual([]);
  });

  it('takes stated preconditions as there', () => {
    const objects = sample().filter(({ kind }) => kind !== 'PersistentVolumeClaim' && kind !== 'Secret' && kind !== 'ServiceAccount');
    expect(new Set(violations(objects).map(([, , code]) => code))).toEqual(new Set(['reference', 'role']));
    expect(violations(objects, new Set(['PersistentVolumeClaim/data', 'Secret/pw', 'ServiceAccount/web']))).toEqual([]);
  });

  it('asks for no object that is optional', () => {
    const objects = sample();
    put(objects, web, `${container}/envFrom/1/secretRef`, { name: 'nothing', optional: true });
    expect(violations(objects)).toEqual([]);
  });

  it('lets a probe ask a port that the container does not list (H-12)', () => {
    const objects = sample();
    put(objects, web, `${container}/readinessProbe/httpGet/port`, 9999);
    expect(violations(objects)).toEqual([]);
  });

  it('tells no value', () => {
    const objects = sample();
    put(objects, 'Secret/pw', '/data/a~1b', 'hunter2');
    put(objects, web, `${container}/env/1/value`, 'hunter2');
    expect(validateSet(objects)).toHaveLength(2);
    expect(JSON.stringify(validateSet(objects))).not.toContain('hunter2');
  });

  it('survives objects of the wrong shape', () => {
    const kinds = new Map(everyKind.map(({ apiVersion, kind }) => [kind, apiVersion]));
    for (const wrong of [undefined, 'x', 1, [], [1], {}, { template: 1, ports: 1, rules: [1], metrics: 'x', selector: [] }]) {
      const objects = [...kinds].map(([kind, apiVersion]) => ({
        apiVersion,
        kind,
        metadata: { name: 'x' },
        spec: wrong,
        data: wrong,
        roleRef: wrong,
        subjects: wrong,
      }));
      expect(() => validateSet(objects as unknown as KubeObject[])).not.toThrow();
    }
  });

  it('takes time in proportion to the number of objects', () => {
    const objects = Array.from({ length: 1500 }, (_, i) => workload(`w${i}`, {})).flat();
    const start = performance.now();
    expect(validateSet(objects)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

function workload(name: string, spec: object, volumes: readonly object[] = []): KubeObject[] {
  const labels = { app: name, of: 'all' };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }], volumes } };
  return [
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec: { selector: { matchLabels: labels }, template, ...spec } },
    { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: labels, ports: [{ port: 80 }] } },
  ];
}

/** Deployments that mount one claim. */
function claimed(workloads: readonly { readonly name: string }[], accessModes = ['ReadWriteOnce']): KubeObject[] {
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data' },
    spec: { accessModes, resources: { requests: { storage: '1Gi' } } },
  };
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
  return [claim, ...workloads.flatMap(({ name, ...spec }) => workload(name, spec, volumes))];
}
