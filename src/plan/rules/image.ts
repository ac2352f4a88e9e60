import { formatPath } from '../../source/node-tools.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { projectIndex } from '../project-index.ts';
import type { ServiceRule } from '../rule.ts';
import { parseImageReference } from '../../value/image-reference.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';

/** B-010, B-011, L-30: what is run and when it is pulled. */
export const imageRule: ServiceRule = {
  name: 'image',
  handles: ['services.*.image', 'services.*.build', 'services.*.pull_policy', 'services.*.pull_refresh_after'],
  apply(service, context) {
    const { draft } = service;
    const reference = imageName(service, context);
    draft.container.set('image', reference, 'B-010');
    draft.container.set('imagePullPolicy', pullPolicy(service, reference, context), 'L-30');
    accountForImage(service, reference, context);
    accountForBuild(service, reference, context);
    accountForPullPolicy(service, reference, context);
  },
};

/** The name under which the cluster pulls the image: built ones get the registry prefix unless they name a registry. */
export function imageName(
  { key, service }: Pick<ServicePlan, 'key' | 'service'>,
  { project, options }: Pick<PlanContext, 'project' | 'options'>,
): string {
  const name = service.image ?? `${project.name}-${key}`;
  if (!isBuilt({ service }, { project }) || options.registry === undefined || namesRegistry(name)) return name;
  return `${options.registry.replace(/\/$/, '')}/${name}`;
}

function namesRegistry(name: string): boolean {
  const first = name.split('/')[0] ?? '';
  return name.includes('/') && (first.includes('.') || first.includes(':') || first === 'localhost');
}

/** L-30: the image of any service of the project that has `build`. */
function isBuilt({ service }: Pick<ServicePlan, 'service'>, { project }: Pick<PlanContext, 'project'>): boolean {
  return service.build !== undefined || (service.image !== undefined && projectIndex(project).builders.has(service.image));
}

function pullPolicy(service: ServicePlan, reference: string, context: PlanContext): 'Always' | 'IfNotPresent' | 'Never' {
  const policy = service.service.pull_policy ?? 'missing';
  if (policy === 'always' || policy === 'daily' || policy === 'weekly' || policy === 'refresh' || policy.startsWith('every_'))
    return 'Always';
  if (policy === 'never') return 'Never';
  if (policy === 'build' || isBuilt(service, context)) return 'IfNotPresent';
  return isFloating(reference) ? 'Always' : 'IfNotPresent';
}

/** No tag means `latest`, and `latest` is pulled every time. */
function isFloating(reference: string): boolean {
  const parsed = parseImageReference(reference);
  return parsed.ok && parsed.value.digest === undefined && (parsed.value.tag === undefined || parsed.value.tag === 'latest');
}

function accountForImage(service: ServicePlan, reference: string, context: PlanContext): void {
  const { ledger, diagnostics, options } = context;
  const image = service.service.image;
  if (image === undefined) return;
  const path = [...service.path, 'image'];
  if (/^(?:sha256:)?[0-9a-f]{64}$/.test(image)) {
    return ledger.refused(path, 'B-010', 'the ID of an image names it on one machine only', {
      level: 'error',
      hint: 'push the image, and name it with its repository',
    });
  }
  const targets = [service.draft.containerTarget('/image')];
  if (reference !== image)
    ledger.differs(path, 'L-30', `pulled as ${reference}`, { targets, hint: `--registry ${options.registry ?? ''}` });
  else ledger.exact(path, 'B-010', targets);
  if (!isBuilt(service, context) && isFloating(image)) {
    diagnostics.push(diagnostic('image-without-tag', { span: ledger.spanAt(path), path: formatPath(path) }, { image }));
  }
}

function accountForBuild(service: ServicePlan, reference: string, { ledger, options }: PlanContext): void {
  if (service.service.build === undefined) return;
  ledger.differs([...service.path, 'build'], 'B-011', `a cluster does not build: ${reference} must be built and pushed before`, {
    targets: [service.draft.containerTarget('/image')],
    ...(options.registry === undefined && !namesRegistry(reference) && { hint: '--registry PREFIX names the registry' }),
  });
  ledger.require({
    rule: 'L-30',
    message: `the image ${reference} is built and pushed to a registry that the cluster pulls from`,
    command: `docker compose build ${service.key}`,
  });
}

function accountForPullPolicy(service: ServicePlan, reference: string, context: PlanContext): void {
  const { ledger } = context;
  const policy = service.service.pull_policy;
  const targets = [service.draft.containerTarget('/imagePullPolicy')];
  if (policy !== undefined) {
    const path = [...service.path, 'pull_policy'];
    if (policy === 'build')
      ledger.differs(path, 'L-30', 'a cluster does not build; the image is pulled when the node lacks it', { targets });
    else if (policy === 'daily' || policy === 'weekly' || policy === 'refresh' || policy.startsWith('every_'))
      ledger.differs(path, 'L-30', 'the image is pulled at every start', { targets });
    else if (policy !== 'always' && policy !== 'never' && pullPolicy(service, reference, context) === 'Always') {
      ledger.differs(path, 'L-30', 'an image without a fixed tag is pulled at every start', { targets });
    } else ledger.exact(path, 'L-30', targets);
  }
  if (service.service.pull_refresh_after !== undefined) {
    ledger.differs([...service.path, 'pull_refresh_after'], 'B-022', 'the image is pulled at every start', { targets });
  }
}
