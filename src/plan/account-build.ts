import { diagnostic } from '../diagnostics/diagnostic.ts';
import { formatPath, type Path } from '../source/node-tools.ts';
import type { PlanContext, ServicePlan } from './context.ts';
import { buildLine, type ImageBuild, imageBuild } from './image-builds.ts';
import { isLiteral, isSwitch } from './sensitive/is-literal.ts';
import { isSensitiveName } from './sensitive/sensitive-name.ts';
import { sensitiveSubstrings } from './sensitive/sensitive-substrings.ts';
import { givenImage, namesRegistry } from './image-name.ts';

/** What the parameters of a build are to `docker buildx build`; those that are absent have no flag of their own (B-210). */
const flags: Readonly<Record<string, string>> = {
  context: 'the last word',
  dockerfile: '--file',
  dockerfile_inline: '--file -, from standard input',
  target: '--target',
  args: '--build-arg',
  platforms: '--platform',
  tags: '--tag',
  labels: '--label',
  additional_contexts: '--build-context',
  cache_from: '--cache-from',
  cache_to: '--cache-to',
  no_cache: '--no-cache',
  no_cache_filter: '--no-cache-filter',
  pull: '--pull',
  network: '--network',
  shm_size: '--shm-size',
  extra_hosts: '--add-host',
  ssh: '--ssh',
  provenance: '--provenance',
  sbom: '--sbom',
  entitlements: '--allow',
  ulimits: '--ulimit',
};

/** B-011, B.9: a cluster does not build; the parameters of the build go into the command that does. */
export function accountForBuild(service: ServicePlan, reference: string, context: PlanContext): void {
  const { build } = service.service;
  if (!build) return;
  const { ledger, options, project } = context;
  const path = [...service.path, 'build'];
  const fields =
    service.service.pull_policy === undefined && service.service.image === undefined ? ['/image', '/imagePullPolicy'] : ['/image'];
  const targets = fields.map((field) => service.draft.containerTarget(field));
  if (givenImage(service.key, options) !== undefined)
    return ledger.differs(path, 'B-011', `not built here: --image names ${reference}`, { targets });
  const own = imageBuild(service, { project, options });
  ledger.differs(path, 'B-011', `a cluster does not build: ${reference} must be built and pushed before`, {
    targets,
    ...(options.registry === undefined && !namesRegistry(reference) && { hint: '--registry PREFIX names the registry' }),
  });
  for (const [attribute, value] of Object.entries(build)) {
    if (!attribute.startsWith('x-')) accountForParameter(service, attribute, value, [...path, attribute], context);
  }
  if (own) warnOfSecrets(service, own, path, context);
  const line = own && buildLine(own);
  ledger.require({
    rule: 'L-30',
    message: `the image ${reference} is built and pushed to a registry that the cluster pulls from`,
    command: line ?? 'sh build-images.sh, which convert -o DIR writes',
  });
}

function accountForParameter(service: ServicePlan, attribute: string, value: unknown, at: Path, { ledger }: PlanContext): void {
  const flag = Object.hasOwn(flags, attribute) ? flags[attribute] : undefined;
  if (flag !== undefined) return ledger.notApplicable(at, 'B-210', `acts while building: ${flag} of docker buildx build`);
  if (attribute === 'secrets') {
    ledger.notApplicable(at, 'B-211', 'acts while building: --secret of docker buildx build');
    for (const [i, secret] of (service.service.build?.secrets ?? []).entries())
      for (const key of ['uid', 'gid', 'mode'] as const)
        if (secret[key] !== undefined) ledger.notApplicable([...at, i, key], 'B-211', 'BuildKit takes no notice of it');
    return;
  }
  const isHarmless =
    (attribute === 'privileged' && value === false) || (attribute === 'isolation' && (value === 'default' || value === ''));
  ledger.notApplicable(at, 'B-210', isHarmless ? 'acts while building' : 'docker buildx build has no flag for it', {
    ...(attribute === 'privileged' && value === true && { hint: 'entitlements: [security.insecure], and RUN --security=insecure' }),
  });
}

/** DIAG-29: what is passed as an argument or label stays readable in the image. */
function warnOfSecrets(
  service: ServicePlan,
  { variables, masked, dockerfile = '' }: ImageBuild,
  path: Path,
  { diagnostics, ledger }: PlanContext,
): void {
  const warn = (code: 'secret-in-build-argument' | 'secret-in-build' | 'secret-in-dockerfile', at: Path, name: string): void => {
    diagnostics.push(diagnostic(code, { span: ledger.spanAt(at), path: formatPath(at) }, { service: service.key, name }));
  };
  for (const name of variables) warn('secret-in-build-argument', [...path, 'args', name], name);
  for (const name of new Set(masked)) warn('secret-in-build', path, name);
  if (holdsSecret(dockerfile)) warn('secret-in-dockerfile', [...path, 'dockerfile_inline'], 'dockerfile_inline');
}

function holdsSecret(dockerfile: string): boolean {
  if (sensitiveSubstrings(dockerfile).length > 0) return true;
  return [...dockerfile.matchAll(/^[ \t]*(?:ENV|ARG)[ \t]+(\w+)(?:=|[ \t]+)["']?([^\s"']+)/gim)].some(
    ([, name = '', value = '']) => isSensitiveName(name) && isLiteral(value) && !isSwitch(value),
  );
}
