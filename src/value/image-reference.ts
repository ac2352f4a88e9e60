import { failure, success, type Result } from './result.ts';

/** An image name, taken apart after the grammar of the distribution project and completed as Docker does. */
export interface ImageReference {
  /** Host and port; `docker.io` where none is written. */
  readonly registry: string;
  /** Whether the registry was written. */
  readonly registryWritten: boolean;
  /** Path in the registry: `library/nginx`. */
  readonly repository: string;
  /** Last part of the path: `nginx`. */
  readonly basename: string;
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
}

const host = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::\d+)?$/;
const pathPart = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
/** Hexadecimal digits of each kind of digest that Docker knows. */
const digestLengths = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

export function parseImageReference(text: string): Result<ImageReference> {
  if (text === '') return failure('the image has no name');
  if (/^[a-f0-9]{64}$/.test(text)) return failure('64 hexadecimal digits are an image id, not a name');
  const at = text.indexOf('@');
  const digest = at === -1 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !isDigest(digest)) return failure(`"${digest}" is no digest such as sha256:…`);
  const named = at === -1 ? text : text.slice(0, at);
  const tagged = /:(?<tag>[^/:]*)$/.exec(named);
  const tag = tagged?.groups?.tag;
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) return failure(tag === '' ? 'the tag is empty' : `"${tag}" is no valid tag`);
  return withName(tagged ? named.slice(0, tagged.index) : named, tag, digest);
}

function withName(name: string, tag: string | undefined, digest: string | undefined): Result<ImageReference> {
  const slash = name.indexOf('/');
  const first = slash === -1 ? '' : name.slice(0, slash);
  const registryWritten = first !== '' && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  const registry = registryWritten && first !== 'index.docker.io' ? first : 'docker.io';
  const path = registryWritten ? name.slice(slash + 1) : name;
  if (registryWritten && !host.test(first)) return failure(`"${first}" is no host name`);
  const repository = registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  const parts = repository.split('/');
  const wrong = parts.find((part) => !pathPart.test(part));
  if (wrong !== undefined) return failure(reasonFor(wrong, name));
  if (repository.length > 255) return failure('the name is longer than 255 characters');
  const basename = parts.at(-1) ?? '';
  return success({
    registry,
    registryWritten,
    repository,
    basename,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  });
}

function reasonFor(part: string, name: string): string {
  if (part === '') return name === '' ? 'the image has no name' : `"${name}" has an empty part`;
  return part === part.toLowerCase() ? `"${part}" is no valid part of an image name` : `"${part}" must be lowercase`;
}

function isDigest(text: string): boolean {
  const [algorithm = '', hex = '', ...more] = text.split(':');
  return more.length === 0 && /^[a-f0-9]+$/.test(hex) && hex.length === digestLengths.get(algorithm);
}

/** The full name: `docker.io/library/nginx:1.27`. */
export function printImageReference({ registry, repository, tag, digest }: ImageReference): string {
  return `${registry}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}
