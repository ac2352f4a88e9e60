import type { Level } from '../../ledger/entry.ts';
import type { Service } from '../../model/service.ts';
import { formatPath, type Path } from '../../source/node-tools.ts';
import type { Place } from './place.ts';

/** A route that a proxy would take from labels or variables of a service (N-42). */
export interface ProxyRoute extends Place {
  /** Port of the container, where the proxy is told. */
  readonly port?: number;
  readonly tls: boolean;
}

/** What becomes of one label or variable of a proxy when the service gets routes. */
export interface ProxyNote {
  readonly outcome: 'differs' | 'refused' | 'not-applicable';
  readonly message: string;
  readonly level?: Level;
  readonly hint?: string;
}

/** What a proxy is told about a service. */
export interface ProxyReading {
  /** The service is to be reached through the proxy, by whatever name. */
  readonly isWanted: boolean;
  readonly routes: readonly ProxyRoute[];
  /** Port of the container for a service without routes of its own. */
  readonly port?: number;
  /** By the path of the label or variable. */
  readonly notes: ReadonlyMap<string, ProxyNote>;
}

/** A label or variable. */
export interface ProxySetting {
  readonly path: Path;
  readonly key: string;
  readonly value: string;
}

/** Labels of the container and of the Swarm service, the former before the latter: Traefik reads either. */
export function labelSettings(key: string, service: Service): readonly ProxySetting[] {
  const settings = (['labels', 'deploy.labels'] as const).flatMap((attribute) => {
    const labels = attribute === 'labels' ? service.labels : service.deploy?.labels;
    return Object.entries(labels ?? {}).map(([label, value]): ProxySetting => ({
      path: ['services', key, ...attribute.split('.'), label],
      key: label,
      value,
    }));
  });
  return settings;
}

/** Collects the notes of one proxy. */
export class ProxyNotes {
  readonly byPath = new Map<string, ProxyNote>();

  differs({ path }: ProxySetting, message: string): void {
    this.byPath.set(formatPath(path), { outcome: 'differs', message });
  }

  refused({ path }: ProxySetting, message: string, details: Pick<ProxyNote, 'level' | 'hint'> = {}): void {
    this.byPath.set(formatPath(path), { outcome: 'refused', message, ...details });
  }

  notApplicable({ path }: ProxySetting, message: string): void {
    this.byPath.set(formatPath(path), { outcome: 'not-applicable', message });
  }
}

/** A port as a label says it. */
export function portOf(text: string | undefined): number | undefined {
  const port = /^\s*\d{1,5}\s*$/.test(text ?? '') ? Number(text) : 0;
  return port > 0 && port <= 65535 ? port : undefined;
}
