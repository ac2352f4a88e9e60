import type { KubeObject } from '../../../src/plan/kubernetes.ts';

function labelsOf(name: string): Record<string, string> {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'shop' };
}

function selectorOf(name: string): object {
  return { matchLabels: labelsOf(name) };
}

function meta(name: string): KubeObject['metadata'] {
  return { name, labels: { ...labelsOf(name), 'app.kubernetes.io/managed-by': 'waybill' }, annotations: { 'waybill.dev/note': 'a: b' } };
}

const labels = labelsOf('web');
const selector = selectorOf('web');

const podSpec = {
  serviceAccountName: 'web',
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  hostNetwork: false,
  hostIPC: true,
  hostPID: false,
  setHostnameAsFQDN: false,
  hostname: 'web',
  securityContext: {
    fsGroup: 1000,
    sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }],
    seccompProfile: { type: 'RuntimeDefault' },
  },
  hostAliases: [{ ip: '10.0.0.1', hostnames: ['db'] }],
  initContainers: [{ name: 'wait', image: 'busybox:1.36', command: ['sh', '-c', 'true'] }],
  containers: [
    {
      name: 'web',
      image: 'nginx:1.27',
      args: [],
      ports: [
        { name: 'http', containerPort: 80, hostIP: '127.0.0.1', hostPort: 8080 },
        { containerPort: 53, protocol: 'UDP' },
      ],
      envFrom: [{ configMapRef: { name: 'app' } }, { secretRef: { name: 'pw' }, prefix: 'X_' }],
      env: [
        { name: 'EMPTY', value: '' },
        { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
        { name: 'MEM', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } } },
      ],
      resources: { limits: { cpu: '1', memory: '512Mi' }, requests: { cpu: '250m', memory: '128Mi' } },
      securityContext: { capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] }, runAsUser: 0, readOnlyRootFilesystem: false },
      startupProbe: { grpc: { port: 9000 }, failureThreshold: 30 },
      readinessProbe: { httpGet: { path: '/', port: 80, httpHeaders: [{ name: 'Host', value: 'localhost' }] } },
      livenessProbe: { tcpSocket: { port: 'http' }, terminationGracePeriodSeconds: 1 },
      lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
      volumeMounts: [
        { name: 'tmp', mountPath: '/tmp' },
        { name: 'conf', mountPath: '/etc/nginx', readOnly: true },
        { name: 'data', mountPath: '/data', subPath: 'data' },
      ],
    },
  ],
  volumes: [
    { name: 'tmp', emptyDir: {} },
    { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } },
    { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
    {
      name: 'conf',
      projected: {
        defaultMode: 292,
        sources: [
          { configMap: { name: 'app', items: [{ key: 'A', path: 'a', mode: 256 }] } },
          { secret: { name: 'pw' } },
          { downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
        ],
      },
    },
    { name: 'down', downwardAPI: { items: [] } },
  ],
  affinity: {
    podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: selector }] },
  },
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: selector },
  ],
};

function templateOf(name: string, more: object = {}): object {
  return { metadata: { labels: labelsOf(name) }, spec: { ...podSpec, ...more } };
}

function jobTemplateOf(name: string): object {
  return templateOf(name, { restartPolicy: 'Never' });
}

const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };

/** An object of every kind that waybill emits, together a set that is valid, with the fields that cdk8s spells or types otherwise. */
export const everyKind: readonly KubeObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta('web'), automountServiceAccountToken: false },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: meta('web'),
    rules: [{ apiGroups: ['batch'], resources: ['jobs'], resourceNames: ['migrate'], verbs: ['get'] }],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: meta('web'),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'web' },
    subjects: [{ kind: 'ServiceAccount', name: 'web' }],
  },
  { apiVersion: 'v1', kind: 'Secret', metadata: meta('pw'), type: 'Opaque', immutable: true, data: { PASSWORD: 'cw==', empty: '' } },
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: meta('app'),
    immutable: true,
    data: { A: '', b: 'x\ny\n', constructor: 'c', value: 'v' },
    binaryData: { bin: '/w==' },
  },
  {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: meta('data'),
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteMany'],
      storageClassName: '',
      nfs: { server: 'nas', path: '/x' },
      claimRef: { name: 'data', namespace: 'shop' },
    },
  },
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: meta('data'), spec: { ...claim, storageClassName: '' } },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta('web'),
    spec: {
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector: labels,
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 10 } },
      ports: [
        { name: 'http', port: 80 },
        { name: 'alt', port: 8080, targetPort: 'http' },
        { name: 'num', port: 8081, targetPort: 80 },
      ],
    },
  },
  { apiVersion: 'v1', kind: 'Service', metadata: meta('ext'), spec: { type: 'ExternalName', externalName: 'example.com' } },
  { apiVersion: 'batch/v1', kind: 'Job', metadata: meta('migrate'), spec: { backoffLimit: 0, template: jobTemplateOf('migrate') } },
  {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: meta('nightly'),
    spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: jobTemplateOf('nightly') } } },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: meta('web'),
    spec: {
      selector,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
      template: templateOf('web'),
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: meta('db'),
    spec: {
      replicas: 0,
      serviceName: 'web',
      selector: selectorOf('db'),
      template: templateOf('db'),
      volumeClaimTemplates: [{ metadata: { name: 'pg', labels: labelsOf('db') }, spec: claim }],
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: meta('agent'),
    spec: { selector: selectorOf('agent'), template: templateOf('agent') },
  },
  {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: meta('web'),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 1,
      maxReplicas: 3,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
    },
  },
  { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: meta('web'), spec: { maxUnavailable: 1, selector } },
  { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: meta('half'), spec: { minAvailable: '50%', selector } },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: meta('web'),
    spec: {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{}],
      egress: [
        { to: [{ namespaceSelector: {} }, { ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ protocol: 'UDP', port: 53 }, { port: 'http' }] },
        { to: [] },
      ],
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: meta('web'),
    spec: {
      rules: [
        {
          host: 'a.example',
          http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }] },
        },
      ],
    },
  },
];
