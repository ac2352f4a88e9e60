import { pointerTo } from '../../value/json-pointer.ts';
import { asList, asString, at, items } from '../json.ts';
import { isPortNumber, isSubdomain } from '../name-formats.ts';
import { type ObjectSet, ofKind, violation } from '../object-set.ts';
import type { Violation } from '../violation.ts';

/** Listeners of a Gateway differ in port or host, and have a certificate where they speak HTTPS. */
export function* gateways(set: ObjectSet): Iterable<Violation> {
  for (const object of ofKind(set, 'Gateway')) {
    const seen = new Set<string>();
    for (const { item, pointer } of items(at(object, 'spec', 'listeners'), '/spec/listeners')) {
      const key = JSON.stringify([item['port'], item['protocol'], item['hostname'] ?? '']);
      if (seen.has(key)) yield violation(object, pointer, 'route', 'an earlier listener has this port and host');
      seen.add(key);
      if (!isPortNumber(item['port'])) yield violation(object, pointerTo(pointer, 'port'), 'route', 'not a port number');
      if (!isRouteHost(item['hostname'])) yield violation(object, pointerTo(pointer, 'hostname'), 'route', 'not a host name');
      if ((item['protocol'] === 'HTTPS') !== (item['tls'] !== undefined))
        yield violation(object, pointer, 'route', 'tls without HTTPS, or HTTPS without tls');
    }
  }
}

function isRouteHost(host: unknown): boolean {
  return host === undefined || isSubdomain((asString(host) ?? '').replace(/^\*\./, ''));
}

/** An HTTPRoute hangs on listeners of a Gateway that are there, and leads to ports of Services that are there. */
export function* httpRoutes(set: ObjectSet): Iterable<Violation> {
  for (const object of ofKind(set, 'HTTPRoute')) {
    for (const { item, pointer } of items(at(object, 'spec', 'parentRefs'), '/spec/parentRefs')) {
      const gateway = set.find('Gateway', asString(item['name']) ?? '');
      const listeners = items(at(gateway, 'spec', 'listeners'), '').map((listener) => listener.item['name']);
      if (!listeners.includes(item['sectionName'])) yield violation(object, pointer, 'route', 'no such listener');
    }
    for (const [i, host] of asList(at(object, 'spec', 'hostnames')).entries())
      if (!isRouteHost(host)) yield violation(object, pointerTo('/spec/hostnames', i), 'route', 'not a host name');
    for (const { item: rule, pointer: here } of items(at(object, 'spec', 'rules'), '/spec/rules')) {
      for (const { item, pointer } of items(rule['backendRefs'], pointerTo(here, 'backendRefs'))) {
        const service = set.find('Service', asString(item['name']) ?? '');
        const ports = items(at(service, 'spec', 'ports'), '').map((port) => port.item['port']);
        if (!ports.includes(item['port'])) yield violation(object, pointer, 'route', 'no such port of a Service');
      }
      for (const { item, pointer } of items(rule['matches'], pointerTo(here, 'matches'))) {
        if (!(asString(at(item, 'path', 'value')) ?? '/').startsWith('/'))
          yield violation(object, pointerTo(pointer, 'path', 'value'), 'route', 'not an absolute path');
      }
    }
  }
}
