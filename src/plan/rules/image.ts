import { formatPath, type Path } from '../../source/node-tools.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import type { ServiceRule } from '../rule.ts';
import { accountForBuild } from '../account-build.ts';
import { givenImage, imageName, isBuilt } from '../image-name.ts';
import { parseImageReference } from '../../value/image-reference.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { imageAttributes } from './image.attributes.ts';

/** B-010, B-011, L-30: what is run and when it is pulled. */
export const imageRule: ServiceRule = {
  name: 'image',
  handles: imageAttributes,
  apply(service, context) {
    const { draft } = service;
    const reference = imageName(service, context);
    // One that is refused has to leave an object behind that is one, for `--accept`.
    draft.container.set('image', reference.trim() || service.name, 'B-010');
    draft.container.set('imagePullPolicy', pullPolicy(service, reference, context), 'L-30');
    pullSecrets(service, context);
    accountForImage(service, reference, context);
    accountForBuild(service, reference, context);
    accountForPullPolicy(service, reference, context);
  },
};

function pullPolicy(service: ServicePlan, reference: string, context: PlanContext): 'Always' | 'IfNotPresent' | 'Never' {
  const policy = service.service.pull_policy ?? 'missing';
  if (policy === 'always' || policy === 'daily' || policy === 'weekly' || policy === 'refresh' || policy.startsWith('every_'))
    return 'Always';
  if (policy === 'build' || isBuiltHere(service, context)) return 'IfNotPresent';
  if (policy === 'never') return 'Never';
  return isFloating(reference) ? 'Always' : 'IfNotPresent';
}

/** L-30: the credentials of registries; every pod may pull with them. */
function pullSecrets({ draft }: ServicePlan, { options, externals, ledger }: PlanContext): void {
  const { imagePullSecrets, namespace } = options;
  if (imagePullSecrets.length === 0) return;
  const names = [...new Set(imagePullSecrets)];
  draft.pod.set(
    'imagePullSecrets',
    names.map((name) => ({ name })),
    'L-30',
  );
  const place = namespace === undefined ? '' : ` -n ${namespace}`;
  for (const name of names) {
    externals.add(`Secret/${name}`);
    ledger.require({
      rule: 'L-30',
      message: `the Secret ${name} holds the credentials of a registry that images are pulled from`,
      command: `kubectl create secret docker-registry ${name}${place} --docker-server=REGISTRY --docker-username=NAME --docker-password=PASSWORD`,
    });
  }
}

/** Whether the image is one that has to be built and pushed first: `--image` names one that is there. */
function isBuiltHere({ key, service }: ServicePlan, { project, options }: PlanContext): boolean {
  return givenImage(key, options) === undefined && isBuilt(service, project);
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
  if (givenImage(service.key, options) !== undefined) return accountForGiven(service, path, reference, context);
  const targets = [service.draft.containerTarget('/image')];
  if (service.service.pull_policy === undefined) ledger.shapes(path, 'L-30', [service.draft.containerTarget('/imagePullPolicy')]);
  if (/^(?:sha256:)?[0-9a-f]{64}$/.test(image)) {
    return ledger.refused(path, 'B-010', 'the ID of an image names it on one machine only', {
      level: 'error',
      targets,
      hint: 'push the image, and name it with its repository',
    });
  }
  const parsed = parseImageReference(reference);
  if (!parsed.ok) {
    return ledger.refused(path, 'DIAG-07', `no node can pull this image: ${parsed.reason}`, {
      level: 'error',
      targets,
      hint: 'write NAME:TAG; a variable in it may be unset',
    });
  }
  if (reference !== image)
    ledger.differs(path, 'L-30', `pulled as ${reference}`, { targets, hint: `--registry ${options.registry ?? ''}` });
  else ledger.exact(path, 'B-010', targets);
  if (!isBuiltHere(service, context) && isFloating(image)) {
    diagnostics.push(diagnostic('image-without-tag', { span: ledger.spanAt(path), path: formatPath(path) }, { image }));
  }
}

/** L-30: only the services that are named run what `--image` says; those that ran the same image are worth a word. */
function accountForGiven(service: ServicePlan, path: Path, reference: string, { ledger, project, options }: PlanContext): void {
  const others = [...project.services].filter(
    ([key, other]) => key !== service.key && other.image === service.service.image && givenImage(key, options) === undefined,
  );
  ledger.differs(path, 'L-30', `--image: the pods run ${reference}`, {
    targets: ['/image', ...(service.service.pull_policy === undefined ? ['/imagePullPolicy'] : [])].map((field) =>
      service.draft.containerTarget(field),
    ),
    ...(others.length > 0 && { hint: `the same image in the file: ${others.map(([key]) => `--image ${key}=${reference}`).join(' ')}` }),
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
    else if (policy === 'never' && isBuiltHere(service, context)) {
      ledger.differs(path, 'L-30', 'no node has what is built elsewhere: the image is pulled when the node lacks it', { targets });
    } else if (policy !== 'always' && policy !== 'never' && pullPolicy(service, reference, context) === 'Always') {
      ledger.differs(path, 'L-30', 'an image without a fixed tag is pulled at every start', { targets });
    } else ledger.exact(path, 'L-30', targets);
  }
  if (service.service.pull_refresh_after !== undefined) {
    ledger.differs([...service.path, 'pull_refresh_after'], 'B-022', 'the image is pulled at every start', { targets });
  }
}
