import { parseImageReference } from '../../value/image-reference.ts';
import type { ServicePlan } from '../context.ts';
import type { BoundFile } from './bound-files.ts';
import { isWithin } from './nesting.ts';

interface Loader {
  /** Last part of the repository. */
  readonly image: RegExp;
  /** Directories that it walks; absent where any may be named to it. */
  readonly directories?: readonly string[];
  /** Whether these files are concerned. */
  readonly concerns?: (files: readonly BoundFile[], target: string, service: ServicePlan['service']) => boolean;
  /** What it does to a directory of links, and where that was read. */
  readonly source: string;
}

/**
 * Programs that walk a directory and stumble over the links and hidden directories of which the kubelet makes a ConfigMap:
 * they get a copy of it (V-15). Others take the links for files, which is what they are to them.
 */
const loaders: readonly Loader[] = [
  {
    image: /^airflow$/,
    directories: ['/opt/airflow/dags', '/opt/airflow/plugins', '/opt/bitnami/airflow/dags', '/usr/local/airflow/dags'],
    source: 'stops at a directory that it meets twice: apache/airflow issue 40980, 2026-11-21',
  },
  { image: /^flyway$/, source: 'finds every migration twice and stops: flyway/flyway issue 1801, 2026-11-21' },
  { image: /^liquibase$/, source: 'runs change sets several times: liquibase/liquibase issue 5297, 2026-11-21' },
  {
    image: /^graphql-engine$/,
    directories: ['/hasura-migrations', '/hasura-metadata'],
    source: 'finds no migration behind a link: hasura/graphql-engine issue 6463, 2026-11-21',
  },
  { image: /^wiremock$/, source: 'loads every mapping three times: wiremock/wiremock issue 1211, 2026-11-21' },
  { image: /^(?:opa|conftest)$/, source: 'loads every policy several times: open-policy-agent/opa issues 782 and 1109, 2026-11-21' },
  {
    image: /^grafana(?:-oss|-enterprise)?$/,
    concerns: (files) => files.some(({ path }) => path.includes('/') && path.endsWith('.json')),
    source:
      'follows no link to a directory of dashboards: pkg/services/provisioning/dashboards/file_reader.go of grafana/grafana, 2026-11-21',
  },
  {
    image: /^traefik$/,
    concerns: (_, target, service) => fileProviderDirectories(service).some((directory) => isWithin(directory, target)),
    source:
      'reads the hidden directory as well, and passes over every router the second time: pkg/provider/file/file.go of traefik/traefik, 2026-11-21',
  },
];

/** Whether the program of a service has to see a directory as plain files. */
export function walksDirectory(
  { image, service }: Pick<ServicePlan, 'image' | 'service'>,
  target: string,
  files: readonly BoundFile[],
): boolean {
  const reference = image.dockerfile ? image.dockerfile.baseImage?.value : image.reference;
  const parsed = reference === undefined ? undefined : parseImageReference(reference);
  const name = parsed?.ok ? (parsed.value.repository.split('/').at(-1) ?? '') : '';
  return loaders.some(
    (loader) =>
      loader.image.test(name) &&
      (loader.directories?.some((directory) => isWithin(target, directory) || isWithin(directory, target)) ?? true) &&
      (loader.concerns?.(files, target, service) ?? true),
  );
}

/** What the file provider of Traefik reads, as far as arguments and variables say it. */
function fileProviderDirectories({ command, environment }: ServicePlan['service']): readonly string[] {
  const fromArguments = (command ?? []).flatMap((word) => /^--providers\.file\.directory=(.+)$/i.exec(word)?.[1] ?? []);
  const fromEnvironment = environment?.['TRAEFIK_PROVIDERS_FILE_DIRECTORY'];
  return [...fromArguments, ...(fromEnvironment ? [fromEnvironment] : [])].map((path) => path.replace(/\/$/, ''));
}
