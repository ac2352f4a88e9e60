import type { SourceFile, Span } from '../diagnostics/span.ts';
import type { CommandLine, DockerfileFacts, ExposedPort, ImageHealthcheck, UserNumbers } from './dockerfile-facts.ts';
import { userNumbers } from './facts-of.ts';
import type { ImageFacts } from './image-facts.ts';
import type { ImageMetadata } from './image-metadata.ts';
import { resolveUser } from './image-user.ts';

/** Everything that is known about the image of a service without a Docker engine. */
export interface ServiceImage {
  /** `image` of the service; for a built image the name that it gets. */
  readonly reference?: string;
  /** What the Dockerfile says, where the service is built and the file could be read. */
  readonly dockerfile?: DockerfileFacts;
  readonly dockerfileSource?: SourceFile;
  /** Facts about the published image; never for a built one, whose name says nothing about its content. */
  readonly facts?: ImageFacts;
  /** Facts about the image that the Dockerfile starts from. */
  readonly base?: ImageFacts;
  /** What a Docker engine says about the very image: where it speaks, neither Dockerfile nor table do. */
  readonly metadata?: ImageMetadata;
  readonly problems: readonly ImageProblem[];
}

/** Why something about an image stays unknown: a note, not an error. */
export interface ImageProblem {
  readonly kind: 'remote-context' | 'dockerfile-missing' | 'dockerfile-unreadable' | 'dockerfile-syntax';
  /** A clause without a full stop. */
  readonly reason: string;
  /** Path or URL that the note is about. */
  readonly place?: string;
  readonly span?: Span;
}

/**
 * The check of the image: `none` where it is known to have none, undefined where that cannot be seen offline (H-02).
 * The span is there when a Dockerfile says it.
 */
export function healthcheckOf(image: ServiceImage): (ImageHealthcheck & { readonly span?: Span }) | 'none' | undefined {
  if (image.metadata) return image.metadata.healthcheck;
  const own = image.dockerfile?.healthcheck;
  if (own) return own.test[0] === 'NONE' ? 'none' : own;
  if (startsFromScratch(image)) return 'none';
  return published(image)?.healthcheck;
}

/** Ports that EXPOSE names, also in the image that a Dockerfile starts from, and those of the table (N-11, N-12). */
export function exposedPorts(image: ServiceImage): readonly (ExposedPort & { readonly span?: Span })[] {
  const ports = new Map<string, ExposedPort & { readonly span?: Span }>();
  for (const port of [...(image.metadata?.ports ?? image.dockerfile?.expose ?? []), ...(published(image)?.ports ?? [])]) {
    const key = `${port.port}/${port.protocol}`;
    if (!ports.has(key)) ports.set(key, port);
  }
  return [...ports.values()];
}

export interface RunningUser extends UserNumbers {
  readonly name?: string;
  /** undefined: unknown. */
  readonly root?: boolean;
  /** The USER instruction, where a Dockerfile of the project has one. */
  readonly span?: Span;
}

/** The user that the image starts as; without a USER that of the base image, root for `FROM scratch`. */
export function userOf(image: ServiceImage): RunningUser {
  if (image.metadata) return userOfMetadata(image, image.metadata);
  const own = image.dockerfile?.user;
  if (own) {
    const known = own.name === undefined ? undefined : numbersOf(image, own.name);
    const uid = own.uid ?? known?.uid;
    // A group that is written but unknown is not replaced by the user's own.
    const gid = own.gid ?? (own.groupName === undefined ? known?.gid : groupNumberOf(image, own.groupName));
    return { ...named(own.name), ...numbers(uid, gid), root: uid === undefined ? own.name === 'root' : uid === 0, span: own.span };
  }
  if (startsFromScratch(image)) return { uid: 0, gid: 0, root: true };
  const facts = published(image);
  if (facts?.uid === undefined) return { ...named(facts?.userName), ...(facts?.userName !== undefined && { root: false }) };
  return { ...named(facts.userName), ...numbers(facts.uid, facts.uid === 0 ? (facts.gid ?? 0) : facts.gid), root: facts.uid === 0 };
}

function userOfMetadata(image: ServiceImage, { user: raw }: ImageMetadata): RunningUser {
  if (raw === '') return { uid: 0, gid: 0, root: true };
  const own = resolveUser(raw, image.dockerfile?.users ?? new Map(), image.dockerfile?.groups ?? new Map());
  const known = own.name === undefined ? undefined : numbersOf(image, own.name);
  const uid = own.uid ?? known?.uid;
  const gid = own.gid ?? (own.groupName === undefined ? known?.gid : groupNumberOf(image, own.groupName));
  return { ...named(own.name), ...numbers(uid, gid), root: uid === undefined ? false : uid === 0 };
}

/** Numbers of a user by name, as far as the Dockerfile or the table know it (SEC-03). */
export function numbersOf(image: ServiceImage, name: string): UserNumbers | undefined {
  const created = image.dockerfile?.users.get(name);
  const reference = publishedReference(image);
  const known = name === 'root' ? { uid: 0, gid: 0 } : reference === undefined ? undefined : userNumbers(reference, name, published(image));
  return created || known ? { ...known, ...created } : undefined;
}

/** Number of a group by name: from RUN lines, or that of the user of the same name. */
export function groupNumberOf(image: ServiceImage, name: string): number | undefined {
  return image.dockerfile?.groups.get(name) ?? numbersOf(image, name)?.gid;
}

/** Whether the entrypoint starts as root and goes on as another user (V-08); false also where unknown. */
export function dropsPrivileges(image: ServiceImage): boolean {
  const changed =
    image.dockerfile?.user !== undefined || image.dockerfile?.entrypoint !== undefined || (image.metadata && !userOf(image).root);
  return !changed && (published(image)?.startsAsRootAndDrops ?? false);
}

/** The words that a shell line is run with, `none` where the image has no shell, undefined where nobody knows (H-11). */
export function shellOf(image: ServiceImage): readonly string[] | 'none' | undefined {
  if (image.metadata?.shell) return image.metadata.shell;
  if (image.dockerfile?.shell) return image.dockerfile.shell;
  if (image.dockerfile?.usesShell || usesShell(image.metadata)) return defaultShell;
  if (startsFromScratch(image) || isStatic(publishedReference(image) ?? '')) return 'none';
  const known = published(image)?.shell;
  return known === undefined ? undefined : known ? defaultShell : 'none';
}

/** STOPSIGNAL; undefined where there is none or nobody knows. */
export function stopSignalOf(image: ServiceImage): string | undefined {
  if (image.metadata) return image.metadata.stopSignal;
  return image.dockerfile?.stopSignal?.value ?? published(image)?.stopSignal;
}

/** ENV of the image by its metadata, else of the Dockerfile; what a published image sets is not known. */
export function environmentOf(image: ServiceImage): ReadonlyMap<string, string> {
  return image.metadata?.environment ?? image.dockerfile?.environment ?? new Map();
}

/** Paths of VOLUME, also those that the base image declares (V-11). */
export function volumesOf(image: ServiceImage): readonly string[] {
  if (image.metadata) return image.metadata.volumes;
  const own = image.dockerfile?.volumes.map(({ value }) => value) ?? [];
  return [...new Set([...own, ...(published(image)?.volumes ?? [])])];
}

/** Words of CMD with the shell in front of a shell form; undefined where the Dockerfile does not set it. */
export function commandOf(image: ServiceImage): readonly string[] | undefined {
  return image.metadata ? image.metadata.cmd : argumentsOf(image, image.dockerfile?.cmd);
}

/** Words of ENTRYPOINT with the shell in front of a shell form; undefined where the Dockerfile does not set it. */
export function entrypointOf(image: ServiceImage): readonly string[] | undefined {
  return image.metadata ? image.metadata.entrypoint : argumentsOf(image, image.dockerfile?.entrypoint);
}

/** Capabilities that an entrypoint which starts as root needs before it goes on as another user; undefined where nobody looked. */
export function entrypointCapabilitiesOf(image: ServiceImage): readonly string[] | undefined {
  return published(image)?.entrypointCapabilities;
}

/** Capabilities that programs of the image carry in their files, as far as the table or RUN lines say so: `setcap cap_net_raw+ep`. */
export function fileCapabilitiesOf(image: ServiceImage): readonly string[] {
  const granted = (image.dockerfile?.source.text ?? '').matchAll(/\bsetcap\b[^\n]*?\b(cap_\w+(?:,cap_\w+)*)/gi);
  const own = [...granted].flatMap(([, list = '']) => list.split(',').map((name) => name.toUpperCase().replace(/^CAP_/, '')));
  return [...new Set([...own, ...(published(image)?.fileCapabilities ?? [])])];
}

/** Whether a program is known not to be in the image; false also where nobody knows. A Dockerfile may install anything. */
export function lacksProgram(image: ServiceImage, program: string): boolean {
  const added = image.dockerfile?.source.text ?? '';
  return (published(image)?.lacks?.includes(program) ?? false) && !added.includes(program);
}

/** Database, cache, queue, search or object storage by the table, also when built on top of one (N-20). */
export function isDataStore(image: ServiceImage): boolean {
  return published(image)?.dataStore ?? false;
}

const defaultShell: readonly string[] = ['/bin/sh', '-c'];

function argumentsOf(image: ServiceImage, command: CommandLine | undefined): readonly string[] | undefined {
  if (!command || command.form === 'exec') return command?.words;
  return [...(image.dockerfile?.shell ?? defaultShell), ...command.words];
}

/** What the table knows: about the image itself, or about the one that it is built on. */
function published(image: ServiceImage): ImageFacts | undefined {
  return image.facts ?? image.base;
}

function publishedReference(image: ServiceImage): string | undefined {
  return image.dockerfile ? image.dockerfile.baseImage?.value : image.reference;
}

function startsFromScratch(image: ServiceImage): boolean {
  return image.dockerfile?.baseImage?.value === 'scratch';
}

/** A line that the image itself runs through a shell. */
function usesShell(metadata: ImageMetadata | undefined): boolean {
  if (!metadata) return false;
  const { healthcheck, entrypoint, cmd } = metadata;
  if (healthcheck !== 'none' && healthcheck.test[0] === 'CMD-SHELL') return true;
  return [entrypoint?.[0], cmd?.[0]].some((word) => word === '/bin/sh' || word === 'sh');
}

/** `chainguard/static`, `acme/app-static`: names under which images without a shell are published. */
function isStatic(reference: string): boolean {
  return /[/-]static(?::[^/]*)?(?:@.*)?$/.test(reference) && !/debug/.test(reference);
}

function named(name: string | undefined): { readonly name?: string } {
  return name === undefined ? {} : { name };
}

function numbers(uid: number | undefined, gid: number | undefined): UserNumbers {
  return { ...(uid !== undefined && { uid }), ...(gid !== undefined && { gid }) };
}
