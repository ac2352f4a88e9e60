import { isHostKey, isSecretKey } from './keys.ts';
import { namesHost } from './schemes.ts';
import { findUrls } from './urls.ts';

const label = /^[a-z]([a-z0-9_-]{0,61}[a-z0-9])?$/i;
const hostAndPort = /^([a-z][a-z0-9_-]*)(?::\d{1,5})?$/i;

/** Names that every machine answers itself. */
const everywhere: ReadonlySet<string> = new Set(['localhost', 'ip6-localhost', 'ip6-loopback']);

/**
 * Hosts of one label, as containers of Docker have them, that a text calls: in URLs, and as the value of a variable
 * that is about hosts (N-39). Whether the project has such a service is for the caller to say.
 * @param key name of the variable that holds the text
 */
export function findSingleLabelHosts(text: string, key: string | undefined): readonly string[] {
  const found = findUrls(text).flatMap((url) =>
    url.scheme === undefined || !namesHost(url.scheme) ? [] : url.hosts.map(({ start, end }) => text.slice(start, end)),
  );
  if (key !== undefined && isHostKey(key) && !isSecretKey(key)) {
    for (const item of text.split(',')) {
      const name = hostAndPort.exec(item.trim())?.[1];
      if (name !== undefined) found.push(name);
    }
  }
  return [...new Set(found.filter((host) => label.test(host) && !everywhere.has(host.toLowerCase())))];
}
