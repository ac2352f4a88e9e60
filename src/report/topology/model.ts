/** A service of the project with what runs it in the cluster. */
export interface ServiceNode {
  readonly id: string;
  /** Its name in the Compose file. */
  readonly name: string;
  /** Kind of the workload; undefined for a service that nothing is emitted for. */
  readonly workload?: string;
  /** The service in whose pod it runs, where it has no pod of its own. */
  readonly podOf?: string;
  /** A number, or a range where an autoscaler decides: `1–5`. Undefined where the cluster decides (DaemonSet). */
  readonly replicas?: string;
  readonly image?: string;
  /** The names by which other pods call it, with their ports: `80`, `53/UDP`. */
  readonly hosts: readonly { readonly name: string; readonly ports: readonly string[] }[];
  /** Keys of its networks. */
  readonly networks: readonly string[];
}

/** What outlives a pod: a claim, or a directory of the node. */
export interface VolumeNode {
  readonly id: string;
  /** Key in the Compose file, or the claim or path. */
  readonly name: string;
  readonly type: 'claim' | 'host path';
  /** Name of the claim or claim template; for a host path the path. */
  readonly claim: string;
  readonly size?: string;
  /** More than one service mounts it. */
  readonly shared: boolean;
}

/** Where traffic comes in from outside the cluster. */
export interface EntryNode {
  readonly id: string;
  readonly type: 'LoadBalancer' | 'NodePort' | 'Ingress' | 'HTTPRoute' | 'host port' | 'node network';
  /** Of the object; undefined for ports of the node. */
  readonly name?: string;
  /** `443`, `53/UDP`, or `shop.example.com/api`. */
  readonly addresses: readonly string[];
}

/** What manifests refer to and do not bring along. */
export interface ExternalNode {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
}

export interface NetworkNode {
  readonly key: string;
  readonly internal: boolean;
  readonly external: boolean;
  /** Services on it, in the order of the file. */
  readonly services: readonly string[];
}

/** `from` is what needs, `to` what is needed; both are ids of nodes. */
export type Edge =
  | { readonly kind: 'entry'; readonly from: string; readonly to: string; readonly ports: readonly string[] }
  | {
      readonly kind: 'service';
      readonly from: string;
      readonly to: string;
      /** Some text of `from` names `to`. */
      readonly calls: boolean;
      /** Ports by which it is called, as far as the texts say. */
      readonly ports: readonly number[];
      /** Of `depends_on`. */
      readonly condition?: string;
    }
  | { readonly kind: 'mount'; readonly from: string; readonly to: string; readonly readOnly: boolean; readonly paths: readonly string[] }
  | { readonly kind: 'external'; readonly from: string; readonly to: string };

/** Services, volumes, networks and entry points, and how they hang together. In the order of the input. */
export interface Topology {
  readonly project: string;
  readonly services: readonly ServiceNode[];
  readonly volumes: readonly VolumeNode[];
  readonly entries: readonly EntryNode[];
  readonly externals: readonly ExternalNode[];
  readonly networks: readonly NetworkNode[];
  readonly edges: readonly Edge[];
}

export function serviceId(key: string): string {
  return `service:${key}`;
}

/** `80`, `53/UDP`: TCP goes without saying. */
export function portText(port: number, protocol: string | undefined): string {
  return protocol === undefined || protocol === 'TCP' ? String(port) : `${port}/${protocol}`;
}
