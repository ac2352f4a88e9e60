import type { Service } from '../model/service.ts';
import type { Reference } from './texts.ts';

/**
 * N-11: ports that variables name beside a host, as `CACHE_PORT` and `CACHE_ADMIN_PORT` beside `CACHE_HOST: cache`, or that a
 * configuration file names beside it.
 * @param references those that lead to the service
 */
export function pairedPorts(references: readonly Reference[], services: ReadonlyMap<string, Service>): readonly number[] {
  const found = references.flatMap(({ by, name, port, beside, site }) => {
    if (beside !== undefined) return [beside];
    const prefix = /^(.+_)(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS)$/i.exec(site.key ?? '')?.[1];
    if (prefix === undefined || port !== undefined || typeof site.text !== 'string' || site.text.trim() !== name) return [];
    return Object.entries(services.get(by)?.environment ?? {}).flatMap(([key, value]) =>
      key.startsWith(prefix) && /PORT$/i.test(key) && /^[1-9]\d{0,4}$/.test(value ?? '') ? [Number(value)] : [],
    );
  });
  return [...new Set(found)].filter((port) => port <= 65_535);
}
