import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../src/plan/kubernetes.ts';
import { validateObject } from '../../../src/validate/api-schema.ts';
import { validateSet } from '../../../src/validate/semantics.ts';
import { everyKind } from '../charts/every-kind.ts';

const tls = { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name: 'web-tls' }] };
const http = { name: 'http', port: 80, protocol: 'HTTP' };
const https = { name: 'https', port: 443, protocol: 'HTTPS', hostname: '*.example.com', tls };

function gateway(...listeners: readonly object[]): KubeObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'shop' },
    spec: { gatewayClassName: 'eg', listeners },
  };
}

function route(spec: object = {}): KubeObject {
  const rules = [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: 'web', port: 80 }] }];
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web' },
    spec: { parentRefs: [{ name: 'shop', sectionName: 'http' }], rules, ...spec },
  };
}

describe('objects of the Gateway API (N-25)', () => {
  it('are sound as they are made', () => {
    expect([gateway(http, https), route({ hostnames: ['a.example.com'] })].flatMap((object) => validateObject(object))).toEqual([]);
    expect(validateSet([...everyKind, gateway(http, https), route()])).toEqual([]);
  });

  it.each<[string, KubeObject, string, string]>([
    ['an unknown field', gateway({ ...http, ports: 1 }), '/spec/listeners/0/ports', 'unknown-field'],
    ['no name', gateway({ port: 80, protocol: 'HTTP' }), '/spec/listeners/0/name', 'required'],
    ['a name twice', gateway(http, { ...http, port: 81 }), '/spec/listeners/1', 'duplicate-key'],
    ['another protocol', gateway({ ...http, protocol: 'UDP' }), '/spec/listeners/0/protocol', 'enum'],
    ['a port as text', gateway({ ...http, port: '80' }), '/spec/listeners/0/port', 'wrong-type'],
    ['too many hosts', route({ hostnames: Array.from({ length: 17 }, (_, i) => `h${i}.b`) }), '/spec/hostnames', 'size'],
    ['another match', route({ rules: [{ matches: [{ path: { type: 'Prefix' } }] }] }), '/spec/rules/0/matches/0/path/type', 'enum'],
  ])('alone: %s', (_, object, pointer, code) => {
    expect(validateObject(object).map((found) => [found.pointer, found.code])).toEqual([[pointer, code]]);
  });

  it.each<[string, readonly KubeObject[], string]>([
    ['no such listener', [gateway(https), route()], '/spec/parentRefs/0'],
    ['no such Gateway', [route()], '/spec/parentRefs/0'],
    ['HTTPS without tls', [gateway(http, { name: 'x', port: 443, protocol: 'HTTPS' }), route()], '/spec/listeners/1'],
    ['the same port and host', [gateway(http, { ...http, name: 'x' }), route()], '/spec/listeners/1'],
    ['no host name', [gateway(http), route({ hostnames: ['a_b'] })], '/spec/hostnames/0'],
    ['no such Service', [gateway(http), route({ rules: [{ backendRefs: [{ name: 'x', port: 80 }] }] })], '/spec/rules/0/backendRefs/0'],
    ['no such port', [gateway(http), route({ rules: [{ backendRefs: [{ name: 'web', port: 1 }] }] })], '/spec/rules/0/backendRefs/0'],
    ['no path', [gateway(http), route({ rules: [{ matches: [{ path: { value: 'x' } }] }] })], '/spec/rules/0/matches/0/path/value'],
  ])('together: %s', (_, objects, pointer) => {
    expect(validateSet([...everyKind, ...objects]).map((found) => [found.pointer, found.code])).toEqual([[pointer, 'route']]);
  });
});
