import type { Service } from '../model/service.ts';
import { type Host, HostError } from '../source/host.ts';
import { isAbsolute, join, relative } from '../source/posix-path.ts';
import { readDockerfile } from './dockerfile.ts';
import { type FactsLookup, factsOf as tableFactsOf } from './facts-of.ts';
import type { ImageProblem, ServiceImage } from './service-image.ts';

export * from './service-image.ts';

/** Reads what can be known about the image of a service: its Dockerfile through the host, or the table of well-known images. */
export function imageOf(service: Service, host: Host, factsOf: FactsLookup = tableFactsOf): ServiceImage {
  const reference = service.image !== undefined && { reference: service.image };
  if (!service.build) {
    const facts = service.image === undefined ? undefined : factsOf(service.image);
    return { ...reference, ...(facts && { facts }), problems: [] };
  }
  const found = dockerfileText(service.build, host);
  if ('problem' in found) return { ...reference, problems: [found.problem] };
  const dockerfile = readDockerfile(found.text, {
    path: found.path,
    factsOf,
    args: new Map(Object.entries(service.build.args ?? {}).map(([name, value]) => [name, value ?? undefined])),
    ...(service.build.target !== undefined && { target: service.build.target }),
  });
  const base = dockerfile.baseImage && factsOf(dockerfile.baseImage.value);
  return {
    ...reference,
    dockerfile,
    dockerfileSource: dockerfile.source,
    ...(base && { base }),
    problems: dockerfile.problems.map(({ span, reason }) => ({ kind: 'dockerfile-syntax', reason, span })),
  };
}

type DockerfileText = { readonly text: string; readonly path: string } | { readonly problem: ImageProblem };

function dockerfileText(build: NonNullable<Service['build']>, host: Host): DockerfileText {
  const { context = '.', dockerfile = 'Dockerfile', dockerfile_inline: inline } = build;
  if (inline !== undefined) return { text: inline, path: 'dockerfile_inline' };
  if (isRemote(context) && !isAbsolute(dockerfile)) {
    return { problem: { kind: 'remote-context', reason: 'the build context is remote', place: context } };
  }
  const path = isAbsolute(dockerfile) ? dockerfile : join(isAbsolute(context) ? context : join(host.cwd, context), dockerfile);
  try {
    const stat = host.stat(path);
    if (!stat) return { problem: { kind: 'dockerfile-missing', reason: 'there is no such file', place: path } };
    if (stat.kind !== 'file') return { problem: { kind: 'dockerfile-unreadable', reason: 'it is not a file', place: path } };
    return { text: new TextDecoder().decode(host.readFile(path)), path: shortest(path, host.cwd) };
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return { problem: { kind: 'dockerfile-unreadable', reason: error.reason, place: path } };
  }
}

/** As the user would type the path. */
function shortest(path: string, cwd: string): string {
  const fromHere = relative(cwd, path);
  return fromHere.length < path.length ? fromHere : path;
}

/** A Git or HTTP context; Compose leaves these as written, other contexts are absolute paths. */
function isRemote(context: string): boolean {
  return /^(?:[a-z][a-z\d+.-]*:\/\/|github\.com\/|git@)/i.test(context) || /\.git(?:#.*)?$/.test(context);
}
