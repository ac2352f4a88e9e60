/** Where requests of a route go to: `shop.example.com/api`. */
export interface Place {
  /** In lower case, perhaps with `*.` before it; absent: any host. */
  readonly host?: string;
  readonly path: string;
  /** The path alone, not what lies below it. */
  readonly exact: boolean;
}

/** A host name as an Ingress takes it; undefined for what is none, as a pattern. */
export function routeHost(text: string): string | undefined {
  const host = text.trim().toLowerCase();
  const isName = /^(\*\.)?[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/.test(host);
  return isName && host.length <= 253 && !/^[\d.]+$/.test(host) ? host : undefined;
}

/** A path as an Ingress takes it; undefined for what is none, as a pattern. */
export function routePath(text: string): string | undefined {
  return /^\/(?:[\w\-.~!$&'()+,;=:@/]|%[0-9a-f]{2})*$/i.test(text) && !/\/\/|\/\.\.?(?:\/|$)|%2f/i.test(text) ? text : undefined;
}
