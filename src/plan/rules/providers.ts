import type { ProjectRule } from '../rule.ts';
import { providersAttributes } from './providers.attributes.ts';

/** L-01, B-034: a service that Docker Compose leaves to another program has no container, and so no workload. */
export const providersRule: ProjectRule = {
  name: 'providers',
  handles: providersAttributes,
  apply({ project, ledger }) {
    for (const [key, service] of project.services) {
      if (service.provider === undefined) continue;
      const variables = `${key.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}_*`;
      ledger.refused(
        ['services', key],
        'B-034',
        `the provider is run by Docker Compose only: what depends on ${key} misses the variables ${variables}`,
        {
          level: 'error',
          hint: 'provide what it gives as a Secret and a Service of type ExternalName',
        },
      );
    }
  },
};
