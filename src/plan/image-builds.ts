import type { Build, Service } from '../model/service.ts';
import type { Project } from '../model/project.ts';
import { getAt } from '../source/node-tools.ts';
import { isAbsolute, join, relative } from '../source/posix-path.ts';
import { parseImageReference } from '../value/image-reference.ts';
import type { ConvertOptions } from './options.ts';
import { shellQuote } from './hooks.ts';
import { givenImage, imageName, withRegistry } from './image-name.ts';
import { postOrder } from './post-order.ts';
import { redacted } from './sensitive/is-literal.ts';
import { mask } from './sensitive/mask.ts';
import { isSensitiveValue } from './sensitive/sensitive-value.ts';
import { classify } from './sensitive/sensitive.ts';

/** How an image of the project is built and pushed under the name by which the manifests pull it (B.9). */
export interface ImageBuild {
  readonly service: string;
  /** The image as the manifests name it. */
  readonly reference: string;
  /** `docker buildx build …`, with paths relative to the project directory. */
  readonly command: readonly string[];
  /** The Dockerfile, where it stands in the Compose file: it is read from standard input. */
  readonly dockerfile?: string;
  /** Variables of the environment that hold the values of secret build arguments. */
  readonly variables: readonly string[];
  /** Flags and other words of the command that held a secret, which is masked there. */
  readonly masked: readonly string[];
}

/** The builds of a project, each after those whose images it builds on; one command is given once. */
export function imageBuilds(project: Project, options: ConvertOptions): readonly ImageBuild[] {
  const made = new Map<string, ImageBuild>();
  const builtOn = (key: string): readonly string[] =>
    Object.values(project.services.get(key)?.build?.additional_contexts ?? {}).flatMap((context) =>
      context.startsWith(serviceContext) ? [context.slice(serviceContext.length)] : [],
    );
  for (const key of postOrder(project.services.keys(), builtOn)) {
    const service = project.services.get(key);
    const build = service && imageBuild({ key, service }, { project, options });
    if (build) made.set(JSON.stringify([build.command, build.dockerfile]), build);
  }
  return [...made.values()];
}

/** The command as one line of a POSIX shell; undefined where the Dockerfile has to be handed to it. */
export function buildLine({ command, dockerfile }: ImageBuild): string | undefined {
  return dockerfile === undefined ? command.map(shellWord).join(' ') : undefined;
}

/** A word of a shell line, quoted where a shell would read something into it. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : shellQuote(word);
}

/** Whether a build argument holds a secret, which would stay in the history of the image (DIAG-29). */
export function isSecretArgument(service: string, name: string, value: string, project: Project): boolean {
  const node = getAt(project.tree, ['services', service, 'build', 'args', name]);
  const variables = node?.kind === 'scalar' ? (node.variables ?? []) : [];
  return classify({ name, value, variables, lookup: (variable) => project.environment.get(variable) }).sensitive;
}

/** An additional context that is the image of another service. */
const serviceContext = 'service:';

/** The build of one service; undefined where none makes the image that is run: another one was given, or a digest names it. */
export function imageBuild(
  { key, service }: { readonly key: string; readonly service: Service },
  { project, options }: { readonly project: Project; readonly options: ConvertOptions },
): ImageBuild | undefined {
  const { build } = service;
  if (!build) return undefined;
  if (givenImage(key, options) !== undefined) return undefined;
  const reference = imageName({ key, service }, { project, options });
  const parsed = parseImageReference(reference);
  if (parsed.ok && parsed.value.digest !== undefined) return undefined;
  const args = Object.entries(build.args ?? {});
  const secret = args.filter(([name, value]) => value !== null && isSecretArgument(key, name, value, project)).map(([name]) => name);
  const context = placeFrom(project.directory, build.context ?? '.');
  const words = [
    'docker',
    'buildx',
    'build',
    ...dockerfileWords(build, context),
    ...repeated('--build-arg', args, ([name, value]) => (value === null || secret.includes(name) ? name : `${name}=${value}`)),
    ...platformWords(service, build),
    ...parameterWords(build, project.directory),
    ...repeated('--build-context', Object.entries(build.additional_contexts ?? {}), ([name, place]) =>
      additionalContext(name, place, project, options),
    ),
    ...repeated('--secret', build.secrets ?? [], (one) => secretWord(one, project)),
    '--tag',
    reference,
    ...repeated('--tag', build.tags ?? [], (tag) => withRegistry(tag, options)),
    '--push',
    context,
  ];
  const inline = build.dockerfile_inline;
  return {
    service: key,
    reference,
    command: words.map((word) => (isSensitiveValue(word) ? mask(word) : word)),
    ...(inline !== undefined && { dockerfile: isSensitiveValue(inline) ? mask(inline) : inline }),
    variables: secret,
    masked: [
      ...words.flatMap((word, i) => (isSensitiveValue(word) ? [words[i - 1] === '--push' ? 'the context' : (words[i - 1] ?? '')] : [])),
      ...(inline !== undefined && isSensitiveValue(inline) ? ['the Dockerfile'] : []),
    ],
  };
}

function repeated<T>(flag: string, values: readonly T[], word: (value: T) => string): readonly string[] {
  return values.flatMap((value) => [flag, word(value)]);
}

/** Docker takes the path of the Dockerfile from the working directory, or from the root of a remote context. */
function dockerfileWords({ dockerfile, dockerfile_inline: inline, target }: Build, context: string): readonly string[] {
  const file = dockerfile === undefined || isRemote(context) || isAbsolute(dockerfile) ? dockerfile : join(context, dockerfile);
  const isDefault = file === undefined || file === (isRemote(context) ? 'Dockerfile' : join(context, 'Dockerfile'));
  const words = inline === undefined ? (isDefault ? [] : ['--file', file]) : ['--file', '-'];
  return [...words, ...(target === undefined || target === '' ? [] : ['--target', target])];
}

/** Docker Compose builds for the platform that the service runs on unless the build names others. */
function platformWords({ platform }: Service, { platforms = [] }: Build): readonly string[] {
  const wanted = platforms.length > 0 ? platforms : platform === undefined || platform === '' ? [] : [platform];
  return wanted.length > 0 ? ['--platform', wanted.join(',')] : [];
}

function parameterWords(build: Build, directory: string): readonly string[] {
  return [
    ...repeated(
      '--label',
      Object.entries(build.labels ?? {}),
      ([name, value]) => `${name}=${classify({ name, value }).sensitive ? redacted : value}`,
    ),
    ...repeated('--cache-from', build.cache_from ?? [], (one) => one),
    ...repeated('--cache-to', build.cache_to ?? [], (one) => one),
    ...(build.no_cache === true ? ['--no-cache'] : []),
    ...repeated('--no-cache-filter', build.no_cache_filter ?? [], (one) => one),
    ...(build.pull === true ? ['--pull'] : []),
    ...(build.network === undefined || build.network === '' ? [] : ['--network', build.network]),
    ...(build.shm_size === undefined ? [] : ['--shm-size', build.shm_size]),
    ...repeated('--add-host', build.extra_hosts ?? [], (one) => one),
    ...repeated('--ssh', Object.entries(build.ssh ?? {}), ([id, path]) => (path ? `${id}=${placeFrom(directory, path)}` : id)),
    ...(build.provenance === undefined ? [] : [`--provenance=${build.provenance}`]),
    ...(build.sbom === undefined ? [] : [`--sbom=${build.sbom}`]),
    ...repeated('--allow', build.entitlements ?? [], (one) => one),
    ...repeated('--ulimit', Object.entries(build.ulimits ?? {}), ([name, limit]) =>
      typeof limit === 'number' ? `${name}=${limit}` : `${name}=${limit.soft}:${limit.hard}`,
    ),
  ];
}

/** The image of another service is taken from where its own build pushes it. */
function additionalContext(name: string, place: string, project: Project, options: ConvertOptions): string {
  const key = place.startsWith(serviceContext) ? place.slice(serviceContext.length) : undefined;
  const service = key === undefined ? undefined : project.services.get(key);
  if (key !== undefined && service) return `${name}=docker-image://${imageName({ key, service }, { project, options })}`;
  return `${name}=${placeFrom(project.directory, place)}`;
}

/** BuildKit knows a secret by its target, and takes a file or a variable (B-211). */
function secretWord({ source, target }: { readonly source: string; readonly target?: string }, project: Project): string {
  const declared = project.secrets.get(source);
  const id = target ?? source;
  const from =
    declared?.file === undefined ? `env=${declared?.environment ?? source}` : `src=${placeFrom(project.directory, declared.file)}`;
  return [`id=${id}`, from].map(csvField).join(',');
}

function csvField(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A context that Docker fetches: a repository, an archive, an image, an OCI layout. */
function isRemote(place: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/|^git@|^github\.com\//i.test(place);
}

/** A path as seen from the project directory; what shares no directory with it, and what is remote, stays. */
function placeFrom(directory: string, place: string): string {
  if (isRemote(place) || !isAbsolute(place)) return place;
  const path = relative(directory, place);
  const steps = path.split('/');
  if (steps.filter((step) => step === '..').length >= directory.split('/').length - 1) return place;
  return steps[0] === '.' || steps[0] === '..' ? path : `./${path}`;
}
