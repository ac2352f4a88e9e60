import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { imageOf } from '../../image/resolve.ts';
import type { PreStartHook } from '../../model/service.ts';
import { formatPath, type Path } from '../../source/node-tools.ts';
import { parseImageReference } from '../../value/image-reference.ts';
import { k8sName } from '../../value/kube-name.ts';
import { secretRanges } from '../argument-secrets.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { keyTargets, makeDataObjects } from '../data-objects.ts';
import type { EnvVar, Json } from '../draft.ts';
import { escapeDollar } from '../escape.ts';
import { imageName } from '../image-name.ts';
import type { ServiceRule } from '../rule.ts';
import { effectiveUser } from '../user.ts';
import { isLegalName, isSensitive } from './environment.ts';
import { preStartAttributes } from './pre-start.attributes.ts';

/** B-079, B-080: what has to end before the container of a service starts. */
export const preStartRule: ServiceRule = {
  name: 'pre-start',
  handles: preStartAttributes,
  apply(service, context) {
    (service.service.pre_start ?? []).forEach((hook, i) => {
      const at = [...service.path, 'pre_start', i];
      if (hook.per_replica !== true && runsOnce(service, at, context)) return;
      if (hook.per_replica !== undefined) context.ledger.exact([...at, 'per_replica'], 'B-080');
      addHook(service, hook, i, context);
    });
  },
};

/** B-080: whether a hook that is for all replicas together would run in each of several pods. */
function runsOnce({ replicas, kind, key }: ServicePlan, at: Path, { ledger }: PlanContext): boolean {
  if (replicas.count <= 1 && kind !== 'DaemonSet') return false;
  const many = kind === 'DaemonSet' ? 'a pod on every node' : `${replicas.count} replicas`;
  ledger.refused(at, 'B-080', `runs once for the whole service, and ${key} has ${many}`, {
    level: 'error',
    hint: `per_replica: true, or a service of its own that ${key} waits for with service_completed_successfully`,
  });
  return true;
}

function addHook(service: ServicePlan, hook: PreStartHook, index: number, context: PlanContext): void {
  const { draft } = service;
  const at = [...service.path, 'pre_start', index];
  const image = hookImage(service, hook, at, context);
  const args = argumentsOf(service, hook, at, context);
  const env = environmentOf(service, hook, index, context);
  const own = securityOf(service, hook, at, context);
  const container = k8sName(`pre-start-${service.name}-${index + 1}`, 63);
  draft.addInitContainer('pre-start', () => {
    const workingDirectory = hook.working_dir ?? draft.container.get('workingDir');
    const names = new Set(env.map(({ name }) => name));
    const variables = [...draft.env.filter(({ name }) => !names.has(name)), ...env];
    const security = own ?? draft.containerSecurity.inOrder(['privileged', 'runAsUser', 'runAsGroup']);
    return {
      name: container,
      ...image(),
      ...(args.length > 0 && { args }),
      ...(workingDirectory !== undefined && { workingDir: workingDirectory }),
      ...(draft.envFrom.length > 0 && { envFrom: draft.envFrom }),
      ...(variables.length > 0 && { env: variables }),
      resources: { requests: { cpu: '10m', memory: '16Mi' } },
      ...(Object.keys(security).length > 0 && { securityContext: security }),
      ...(draft.mounts.length > 0 && { volumeMounts: draft.mounts }),
    };
  });
  context.ledger.differs(at, 'B-079', 'runs before every start of a pod; Docker Compose runs it once, until its definition changes', {
    targets: [draft.initTarget(container)],
    hint: 'it has to bear being run again',
  });
}

function isOwnImage({ service }: ServicePlan, { image }: PreStartHook): boolean {
  return image === undefined || image === service.image;
}

/** The image of the service, with all that rules decide about it, or another one. */
function hookImage(service: ServicePlan, hook: PreStartHook, at: Path, { ledger, diagnostics, project, options }: PlanContext): () => Json {
  const { draft } = service;
  if (hook.image === undefined || isOwnImage(service, hook)) {
    return () => ({ image: draft.container.get('image'), imagePullPolicy: draft.container.get('imagePullPolicy') });
  }
  // No service is called so: the choices of `--image` are for services.
  const image = imageName({ key: '', service: { image: hook.image } }, { project, options });
  const parsed = parseImageReference(image);
  const isFloating = parsed.ok && parsed.value.digest === undefined && (parsed.value.tag ?? 'latest') === 'latest';
  const path = [...at, 'image'];
  if (isFloating) diagnostics.push(diagnostic('image-without-tag', { span: ledger.spanAt(path), path: formatPath(path) }, { image }));
  if (!parsed.ok)
    ledger.refused(path, 'DIAG-07', `no node can pull this image: ${parsed.reason}`, { level: 'error', hint: 'write NAME:TAG' });
  return () => ({ image: image.trim() || service.name, imagePullPolicy: isFloating ? 'Always' : 'IfNotPresent' });
}

/** The command takes the place of the image's CMD, and is run by the image's ENTRYPOINT. Secrets in it come from the environment (S-19). */
function argumentsOf(service: ServicePlan, hook: PreStartHook, at: Path, { texts, project, ledger }: PlanContext): readonly string[] {
  const path = [...at, 'command'];
  const words = texts.rewriteWords(hook.command ?? [], path, 'command');
  const ranges = secretRanges(words, path, project);
  if (ranges.some((r) => r.length > 0))
    ledger.differs(path, 'S-19', 'a secret in the command moves into a Secret; the container sees it as a variable');
  return words.map((word, i) => {
    const found = ranges[i] ?? [];
    return found.length > 0 ? service.argumentSecrets.argument(word, found) : escapeDollar(word);
  });
}

/** S-16: what the hook adds to the environment of the service; secrets stay out of the pod. */
function environmentOf(service: ServicePlan, hook: PreStartHook, index: number, context: PlanContext): readonly EnvVar[] {
  const plain: EnvVar[] = [];
  const secret: { readonly key: string; readonly bytes: Uint8Array }[] = [];
  for (const [name, value] of Object.entries(hook.environment ?? {})) {
    const path = [...service.path, 'pre_start', index, 'environment', name];
    if (value === null) {
      context.ledger.differs(path, 'ENV-04', 'has no value here and is not set', { hint: 'set the variable where you convert' });
    } else if (isLegalName(name, path, context)) {
      const text = context.texts.rewrite(value, path, { key: name });
      if (isSensitive(name, text, path, context)) secret.push({ key: name, bytes: new TextEncoder().encode(text) });
      else plain.push({ name, value: escapeDollar(text) });
    }
  }
  if (secret.length === 0) return plain;
  const objects = makeDataObjects(
    {
      kind: 'Secret',
      base: `${service.name}-pre-start`,
      identity: `pre-start/${service.key}/${index}`,
      owner: service.name,
      items: secret,
    },
    context,
  );
  for (const object of objects)
    for (const key of object.keys)
      context.ledger.shapes([...service.path, 'pre_start', index, 'environment', key], 'S-16', keyTargets(object, [key]));
  return [
    ...plain,
    ...objects.flatMap(({ name: object, keys }) => keys.map((key) => ({ name: key, valueFrom: { secretKeyRef: { name: object, key } } }))),
  ];
}

/**
 * The rights of the hook; undefined for those of the container. A hook that names a user, an image or privileges of its own is meant to do
 * what the container may not, so that nothing that tightens the container is kept.
 */
function securityOf(service: ServicePlan, hook: PreStartHook, at: Path, { host, factsOf, ledger }: PlanContext): Json | undefined {
  const isOwn = isOwnImage(service, hook);
  const isPrivileged = hook.privileged === true && { privileged: true };
  if (hook.user === undefined && isOwn && !isPrivileged) return undefined;
  const image = isOwn || hook.image === undefined ? service.image : imageOf({ image: hook.image }, host, factsOf);
  const given = hook.user ?? (isOwn ? service.service.user : undefined);
  if (given === undefined) return { ...isPrivileged };
  const user = effectiveUser({ user: given }, image);
  const path = hook.user === undefined ? [...service.path, 'user'] : [...at, 'user'];
  if (user.source === 'unknown' || user.source === 'empty') {
    ledger.refused(path, 'SEC-03', `the number of the user ${given} is not known here, and Kubernetes takes numbers only`, {
      level: 'error',
      hint: 'write the number, as docker run --rm IMAGE id prints it',
    });
    return { ...isPrivileged };
  }
  if (user.source === 'name' && hook.user !== undefined)
    ledger.differs(path, 'SEC-03', `Kubernetes takes numbers only: ${given} is ${user.uid}`);
  return {
    ...isPrivileged,
    ...(user.write && user.uid !== undefined && { runAsUser: user.uid }),
    ...(user.writeGroup && user.gid !== undefined && { runAsGroup: user.gid }),
  };
}
