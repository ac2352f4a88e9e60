import type { Service } from '../../model/service.ts';
import { type Place, routeHost, routePath } from './place.ts';
import { portOf, ProxyNotes, type ProxyReading, type ProxySetting } from './proxy-settings.ts';

/** Variables by which nginx-proxy and acme-companion find a container through the Docker API (N-42). */
export const nginxProxyVariables = [
  'VIRTUAL_HOST',
  'VIRTUAL_PORT',
  'VIRTUAL_PATH',
  'VIRTUAL_DEST',
  'VIRTUAL_PROTO',
  'VIRTUAL_HOST_MULTIPORTS',
  'LETSENCRYPT_HOST',
  'LETSENCRYPT_EMAIL',
] as const;

/** What nginx-proxy would read from the variables of a service; undefined where it has none for it. */
export function readNginxProxy(key: string, { environment }: Service): ProxyReading | undefined {
  const setting = (name: string): ProxySetting | undefined => {
    const value = environment && Object.hasOwn(environment, name) ? environment[name] : undefined;
    return value ? { path: ['services', key, 'environment', name], key: name, value } : undefined;
  };
  const host = setting('VIRTUAL_HOST');
  if (!host) return undefined;
  const notes = new ProxyNotes();
  const [port, path, certificate] = [setting('VIRTUAL_PORT'), setting('VIRTUAL_PATH'), setting('LETSENCRYPT_HOST')];
  const number = portOf(port?.value);
  const place: Pick<Place, 'path' | 'exact'> = { path: routePath(path?.value ?? '/') ?? '/', exact: false };
  const secured = new Set(listOf(certificate?.value).map(routeHost));
  const names = listOf(host.value);
  const hosts = names.flatMap((name) => routeHost(name.replace(/:\d+$/, '')) ?? []);
  const odd = names.filter((name) => routeHost(name.replace(/:\d+$/, '')) === undefined);
  if (odd.length === 0) notes.differs(host, 'routes of these hosts; nginx-proxy is not needed');
  else notes.refused(host, `no route is made from ${odd.join(', ')}`, { hint: 'x-waybill: {ingress: {host: …}}' });
  if (port) notes.differs(port, number === undefined ? 'not a port' : `requests go to the port ${number} of the container`);
  if (path && routePath(path.value) !== undefined) notes.differs(path, 'the path of the routes; a prefix ends at a slash');
  else if (path) notes.refused(path, 'a pattern is no path of an Ingress', { hint: 'x-waybill: {ingress: {path: …}}' });
  if (certificate) notes.differs(certificate, 'TLS with the certificate of a Secret');
  for (const name of ['VIRTUAL_DEST', 'VIRTUAL_PROTO', 'VIRTUAL_HOST_MULTIPORTS', 'LETSENCRYPT_EMAIL']) {
    const other = setting(name);
    if (!other || (name === 'VIRTUAL_PROTO' && other.value === 'http')) continue;
    if (name === 'LETSENCRYPT_EMAIL') notes.notApplicable(other, 'whoever issues the certificate has an account of its own');
    else
      notes.refused(other, 'no field of an Ingress', {
        hint: 'an annotation of your controller',
        ...(name !== 'VIRTUAL_HOST_MULTIPORTS' && { level: 'error' as const }),
      });
  }
  return {
    isWanted: false,
    routes: hosts.map((name) => ({ host: name, ...place, tls: secured.has(name), ...(number !== undefined && { port: number }) })),
    notes: notes.byPath,
  };
}

function listOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
