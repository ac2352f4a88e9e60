import type { FieldRow, kinds, types } from '../generated/kubernetes-1.28.mjs';

/**
 * The parts of the Gateway API that manifests use, in the form of the tables of Kubernetes: custom resources, which those
 * tables do not have. Fields, types and limits after `gateway.networking.k8s.io/v1` of release 1.0, the oldest with `v1`
 * (config/crd/standard of kubernetes-sigs/gateway-api).
 */
export const gatewayKinds: Pick<typeof kinds, string> = {
  'gateway.networking.k8s.io/v1/Gateway': { className: '', type: 'Gateway' },
  'gateway.networking.k8s.io/v1/HTTPRoute': { className: '', type: 'HttpRoute' },
};

const text: FieldRow = { type: 'string' };
const texts: FieldRow = { type: 'string', isList: true };
const number: FieldRow = { type: 'integer' };
const needed = (row: FieldRow): FieldRow => ({ ...row, required: true });
const listOf = (type: string): FieldRow => ({ type, isList: true });

export const gatewayTypes: typeof types = {
  Gateway: { metadata: { type: 'ObjectMeta' }, spec: needed({ type: 'GatewaySpec' }) },
  GatewaySpec: { gatewayClassName: needed(text), listeners: needed(listOf('GatewayListener')) },
  GatewayListener: {
    name: needed(text),
    hostname: text,
    port: needed(number),
    protocol: needed(text),
    tls: { type: 'GatewayTlsConfig' },
  },
  GatewayTlsConfig: { mode: text, certificateRefs: listOf('GatewaySecretReference') },
  GatewaySecretReference: { group: text, kind: text, name: needed(text), namespace: text },
  HttpRoute: { metadata: { type: 'ObjectMeta' }, spec: needed({ type: 'HttpRouteSpec' }) },
  HttpRouteSpec: { parentRefs: listOf('GatewayParentReference'), hostnames: texts, rules: listOf('HttpRouteRule') },
  GatewayParentReference: { group: text, kind: text, name: needed(text), namespace: text, sectionName: text, port: number },
  HttpRouteRule: { matches: listOf('HttpRouteMatch'), backendRefs: listOf('HttpBackendRef') },
  HttpRouteMatch: { path: { type: 'HttpPathMatch' } },
  HttpPathMatch: { type: text, value: text },
  HttpBackendRef: { group: text, kind: text, name: needed(text), namespace: text, port: number, weight: number },
};

/** How many items a list may have, at most; `type.field` → number. */
export const gatewayListLimits: ReadonlyMap<string, number> = new Map([
  ['GatewaySpec.listeners', 64],
  ['GatewayTlsConfig.certificateRefs', 64],
  ['HttpRouteSpec.parentRefs', 32],
  ['HttpRouteSpec.hostnames', 16],
  ['HttpRouteSpec.rules', 16],
  ['HttpRouteRule.matches', 8],
  ['HttpRouteRule.backendRefs', 16],
]);
