/** A health check that asks over the network, as far as a probe can ask the same. */
export type NetworkCheck = HttpCheck | TcpCheck | GrpcCheck;

interface NetworkCheckBase {
  /** As written, without brackets around an IPv6 address; empty where the check names only a port. */
  readonly host: string;
  readonly port: number;
  /** The shortest time limit that the check sets itself; absent where it sets none. */
  readonly timeoutSeconds?: number;
  /** What the probe does otherwise than the check. */
  readonly differences: readonly Difference[];
}

export interface HttpCheck extends NetworkCheckBase {
  readonly kind: 'http';
  readonly scheme: 'HTTP' | 'HTTPS';
  /** With the query, never empty. */
  readonly path: string;
  readonly headers: readonly HttpHeader[];
}

export interface TcpCheck extends NetworkCheckBase {
  readonly kind: 'tcp';
}

export interface GrpcCheck extends NetworkCheckBase {
  readonly kind: 'grpc';
  /** The `service` of the gRPC health protocol; absent: the server as a whole. */
  readonly service?: string;
}

export interface HttpHeader {
  readonly name: string;
  readonly value: string;
}

export interface Difference {
  readonly rule: string;
  /** A sentence without a full stop. */
  readonly message: string;
}

/** The shortest of some limits in seconds; undefined for none. */
export function shortest(limits: readonly (number | undefined)[]): number | undefined {
  const given = limits.filter((limit) => limit !== undefined);
  return given.length === 0 ? undefined : Math.min(...given);
}
