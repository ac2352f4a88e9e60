import { administration } from './administration.ts';
import { applications } from './applications.ts';
import { baseImages } from './base-images.ts';
import { bitnami } from './bitnami.ts';
import { dataStores } from './data-stores.ts';
import { observability } from './observability.ts';
import { queuesAndSearch } from './queues-and-search.ts';
import type { ImageRow } from './row.ts';
import { sqlDatabases } from './sql-databases.ts';
import { tools } from './tools.ts';
import { webServers } from './web-servers.ts';

export { bitnamiFacts } from './bitnami.ts';
export { distrolessFacts } from './distroless.ts';
export type { ImageRow } from './row.ts';

/** Every well-known image that was looked up. */
export const wellKnownImages: readonly ImageRow[] = [
  ...sqlDatabases,
  ...dataStores,
  ...queuesAndSearch,
  ...webServers,
  ...applications,
  ...observability,
  ...tools,
  ...administration,
  ...baseImages,
  ...bitnami,
];
