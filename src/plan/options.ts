/** The minor versions of Kubernetes 1 that manifests can be written for (`--min-version`). */
export const kubernetesMinors = [28, 29, 30, 31, 32, 33, 34] as const;
export type KubernetesMinor = (typeof kubernetesMinors)[number];

/** How a project is translated; the defaults are the decisions of the contract. */
export interface ConvertOptions {
  /** Set on every object, and a Namespace is emitted (G-04). */
  readonly namespace?: string;
  readonly hpa: 'auto' | 'all' | 'off';
  readonly liveness: 'auto' | 'always' | 'never';
  readonly wait: 'healthy' | 'all' | 'none';
  readonly secrets: 'inline' | 'placeholder' | 'external';
  /** What published ports become (N-20, N-25). */
  readonly expose: 'loadbalancer' | 'nodeport' | 'ingress' | 'gateway' | 'none';
  readonly requests: 'quarter' | 'equal' | 'zero';
  /** How a wait for the end of a Job is done: by asking the API, or by running the one-shot in its dependant (L-05, L-05b). */
  readonly jobs: 'rbac' | 'fold';
  /** Put before the names of built images that name no registry (L-30). */
  readonly registry?: string;
  /** The oldest minor version of Kubernetes 1 that has to take the manifests; newer fields are written where it has them (G-11). */
  readonly minVersion: KubernetesMinor;

  /** Hosts of an Ingress or HTTPRoute are `<service>.<domain>` (N-25). */
  readonly domain?: string;
  /** `ingressClassName`; with `gateway`, the name of the GatewayClass (N-25). */
  readonly ingressClass?: string;
  /** `local` keeps the address of the client, and only nodes with a pod answer (N-20). */
  readonly externalTraffic: 'cluster' | 'local';
  /** Data stores and administration pages whose ports are published are made public, too (N-20). */
  readonly exposeData: boolean;
  /** Only pods of the same namespace may connect, where no network keeps services apart (N-28). */
  readonly isolate: boolean;
  /** Every name that Docker's DNS answers for gets a Service, mentioned or not (N-02). */
  readonly allAliases: boolean;
  /** External networks whose peers live in another namespace, by name of the network (N-39). */
  readonly networkNamespaces: Readonly<Record<string, string>>;

  /** Placement is required rather than preferred (L-23). */
  readonly strictPlacement: boolean;
  /** Bind mounts of paths of the system become hostPath volumes (V-13). */
  readonly allowHostPath: boolean;
  /** Sysctls that a kubelet refuses unless told otherwise are written (SEC-17). */
  readonly allowUnsafeSysctls: boolean;
  /** `privileged`: devices become hostPath volumes of a privileged container (SEC-18). */
  readonly devices: 'refuse' | 'privileged';
  /** Tightens beyond what Docker does, where that is safe (SEC-01). */
  readonly harden: boolean;

  /** Runs the containers that wait or copy files (L-07). */
  readonly waitImage: string;
  /** Runs the containers that wait for Jobs (L-05). */
  readonly kubectlImage: string;
  /** Storage class of claims that name none (V-02). */
  readonly storageClass?: string;
  /** Size of claims that name none, as a Kubernetes quantity (V-02). */
  readonly storageSize: string;
  /** A preStop sleep where a Service selects the pods, in seconds (L-12). */
  readonly drain?: number;

  /** Files of `docker inspect` output, for images whose Dockerfile is not here (H-02). */
  readonly imageMetadata: readonly string[];
  /** Secrets that hold the credentials of registries (L-30). */
  readonly imagePullSecrets: readonly string[];
  /** References that stand in for the images of services, by service (L-30). */
  readonly images: Readonly<Record<string, string>>;
}

export const defaultOptions: ConvertOptions = {
  hpa: 'auto',
  liveness: 'auto',
  wait: 'healthy',
  secrets: 'inline',
  expose: 'loadbalancer',
  requests: 'quarter',
  jobs: 'rbac',
  minVersion: 28,
  externalTraffic: 'cluster',
  exposeData: false,
  isolate: false,
  allAliases: false,
  networkNamespaces: {},
  strictPlacement: false,
  allowHostPath: false,
  allowUnsafeSysctls: false,
  devices: 'refuse',
  harden: false,
  // The official image's `nc` knows `-z`, Debian's busybox does not (L-04).
  waitImage: 'busybox:1.36',
  kubectlImage: 'registry.k8s.io/kubectl:v1.28.15',
  storageSize: '1Gi',
  imageMetadata: [],
  imagePullSecrets: [],
  images: {},
};

/** How a command about objects of the project begins: they are in the namespace of `--namespace`, else in that of the user. */
export function kubectlCommand({ namespace }: Pick<ConvertOptions, 'namespace'>): string {
  return namespace === undefined ? 'kubectl' : `kubectl -n ${namespace}`;
}
