import type { ExposedPort, UserNumbers } from '../dockerfile-facts.ts';
import type { ImageFacts } from '../image-facts.ts';

/** A row of the table of well-known images. Among rows of the same image the first whose `tag` matches counts. */
export interface ImageRow {
  /** Last two parts of the repository: `library/postgres`, `grafana/grafana`. */
  readonly images: readonly string[];
  /** Tags that the row is about; absent for all others. */
  readonly tag?: RegExp;
  /** The last part of the name is a common word that says nothing about images of other publishers: `mssql/server`. */
  readonly commonName?: boolean;
  readonly facts: ImageFacts;
}

/** The day on which the rows were last read against their sources. */
export const read = '2026-11-21';

/** For ports and numbers that were taken over without a Dockerfile at hand. */
export const portTable = 'translation contract N-12';
export const userTable = 'translation contract SEC-03';

/** TCP ports. */
export function tcp(...ports: readonly number[]): readonly ExposedPort[] {
  return ports.map((port) => ({ port, protocol: 'tcp' }));
}

/** UDP ports. */
export function udp(...ports: readonly number[]): readonly ExposedPort[] {
  return ports.map((port) => ({ port, protocol: 'udp' }));
}

/** A user whose group has the same number. */
export function same(id: number): UserNumbers {
  return { uid: id, gid: id };
}

/** Users of Debian, and so of Ubuntu, that services run as (SEC-03). */
export const debianUsers = { 'www-data': same(33), nobody: same(65534) };

/** Users of Alpine that services run as (SEC-03). */
export const alpineUsers = { nobody: same(65534) };

/** Of images that start as root and whose Dockerfile has neither USER nor HEALTHCHECK. */
export const asRoot = { uid: 0, gid: 0, healthcheck: 'none', shell: true } as const;

/** Of images whose entrypoint, started as root, changes owners and goes on as a user of its own. */
export const dropsRoot = { ...asRoot, startsAsRootAndDrops: true } as const;

/** What the entrypoints of the Docker official images need to take over their data and to run `gosu` or `setpriv`. */
export const gosuCapabilities = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'] as const;
