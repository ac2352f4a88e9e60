import type { SourceFile, Span } from '../diagnostics/span.ts';
import { type JsonReading, type JsonValue, readJson } from '../source/read-json.ts';
import { parseImageReference } from '../value/image-reference.ts';
import type { ExposedPort, ImageHealthcheck } from './dockerfile-facts.ts';
import { parseExpose } from './expose.ts';

/** What `docker image inspect` prints about an image, as far as running it is concerned (H-02). */
export interface ImageMetadata {
  /** Names that stand for this image: `docker.io/library/redis:7`, `docker.io/library/redis@sha256:…`, `sha256:…`. */
  readonly names: readonly string[];
  /** The first of its names as written, for messages. */
  readonly title: string;
  /** Where it stands in its file. */
  readonly span: Span;
  readonly healthcheck: 'none' | ImageHealthcheck;
  readonly ports: readonly ExposedPort[];
  /** USER as written; empty for root. */
  readonly user: string;
  readonly volumes: readonly string[];
  readonly stopSignal?: string;
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
  /** SHELL. */
  readonly shell?: readonly string[];
}

/** A place of the file that says nothing about an image; `reason` is a clause. */
export interface MetadataProblem {
  readonly span: Span;
  readonly reason: string;
}

type JsonMap = { readonly [key: string]: JsonValue };

/** Reads the output of `docker image inspect`: a list of images, or one. */
export function readImageMetadata(source: SourceFile): {
  readonly images: readonly ImageMetadata[];
  readonly problems: readonly MetadataProblem[];
} {
  const read = readJson(source.text);
  if (!read.ok) return { images: [], problems: [{ span: { source, start: read.offset, end: read.offset }, reason: read.reason }] };
  const images: ImageMetadata[] = [];
  const problems: MetadataProblem[] = [];
  for (const entry of Array.isArray(read.value) ? (read.value as readonly JsonValue[]) : [read.value]) {
    const span = { source, ...placeOf(entry, read) };
    const image = imageOf(entry, span);
    if (typeof image === 'string') problems.push({ span, reason: image });
    else images.push(image);
  }
  return { images, problems };
}

function placeOf(entry: JsonValue, read: Extract<JsonReading, { ok: true }>): { readonly start: number; readonly end: number } {
  const owner = typeof entry === 'object' && entry !== null ? entry : read.value;
  const { start } = typeof owner === 'object' && owner !== null ? read.placeOf(owner) : { start: 0 };
  return { start, end: start + 1 };
}

/** @returns a reason where the entry is no image */
function imageOf(entry: JsonValue, span: Span): ImageMetadata | string {
  if (!isMap(entry)) return 'the item is no image: docker image inspect prints objects';
  if ('State' in entry || 'HostConfig' in entry) return 'the item is a container: use docker image inspect';
  const config = entry['Config'];
  if (!isMap(config)) return 'the item has no Config, which docker image inspect prints';
  const healthcheck = healthcheckOf(config['Healthcheck'] ?? entry['Healthcheck']);
  const stopSignal = text(config['StopSignal']);
  return {
    names: namesOf(entry),
    title: [...texts(entry['RepoTags']), ...texts(entry['RepoDigests']), text(entry['Id']) ?? ''][0] || 'an image without a name',
    span,
    healthcheck,
    ports: keys(config['ExposedPorts']).flatMap((word) => {
      const ports = parseExpose(word);
      return ports.ok ? ports.value : [];
    }),
    user: text(config['User']) ?? '',
    volumes: keys(config['Volumes']),
    ...(stopSignal !== undefined && stopSignal !== '' && { stopSignal }),
    ...words('entrypoint', config['Entrypoint']),
    ...words('cmd', config['Cmd']),
    environment: new Map(texts(config['Env']).map((line) => splitVariable(line))),
    ...words('shell', config['Shell']),
  };
}

function namesOf(entry: JsonMap): readonly string[] {
  const id = text(entry['Id']);
  return [
    ...[...texts(entry['RepoTags']), ...texts(entry['RepoDigests'])].flatMap((name) => imageKeys(name)),
    ...(id === undefined ? [] : [id]),
  ];
}

/**
 * The names under which metadata of an image are looked up, the strictest first: a digest is the image itself,
 * a name without one means a tag.
 */
export function imageKeys(reference: string): readonly string[] {
  const parsed = parseImageReference(reference);
  if (!parsed.ok) return /^(?:sha256:)?[0-9a-f]{64}$/.test(reference) ? [`sha256:${reference.replace(/^sha256:/, '')}`] : [];
  const { registry, repository, tag, digest } = parsed.value;
  const name = `${registry}/${repository}`;
  return digest === undefined ? [`${name}:${tag ?? 'latest'}`] : [`${name}@${digest}`];
}

/** Durations are nanoseconds; 0 and absent both mean the default of the engine. */
function healthcheckOf(value: JsonValue | undefined): 'none' | ImageHealthcheck {
  if (!isMap(value)) return 'none';
  const test = texts(value['Test']);
  if (test.length === 0 || test[0] === 'NONE') return 'none';
  const duration = (key: string): string | undefined => {
    const nanoseconds = value[key];
    return typeof nanoseconds === 'number' && nanoseconds > 0 ? `${Math.trunc(nanoseconds)}ns` : undefined;
  };
  const [interval, timeout, startPeriod, startInterval] = ['Interval', 'Timeout', 'StartPeriod', 'StartInterval'].map(duration);
  const retries = value['Retries'];
  return {
    test,
    ...(interval !== undefined && { interval }),
    ...(timeout !== undefined && { timeout }),
    ...(startPeriod !== undefined && { startPeriod }),
    ...(startInterval !== undefined && { startInterval }),
    ...(typeof retries === 'number' && retries > 0 && { retries }),
  };
}

function splitVariable(line: string): readonly [string, string] {
  const equals = line.indexOf('=');
  return equals === -1 ? [line, ''] : [line.slice(0, equals), line.slice(equals + 1)];
}

function isMap(value: JsonValue | undefined): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keys(value: JsonValue | undefined): readonly string[] {
  return isMap(value) ? Object.keys(value) : [];
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function texts(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter((item) => typeof item === 'string') : [];
}

function words<K extends string>(key: K, value: JsonValue | undefined): { readonly [key in K]?: readonly string[] } {
  const list = texts(value);
  return (list.length === 0 ? {} : { [key]: list }) as { readonly [key in K]?: readonly string[] };
}
