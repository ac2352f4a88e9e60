import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { entrypointOf, shellOf, stopSignalOf } from '../../image/resolve.ts';
import type { Hook } from '../../model/service.ts';
import { formatPath, getAt, type Path } from '../../source/node-tools.ts';
import { parseDuration, toMilliseconds } from '../../value/duration.ts';
import { secretRanges } from '../argument-secrets.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { canDrain, drainSeconds, sleepActionSince } from '../drain.ts';
import { hookLine, isPlainCommand, type QuotedHook } from '../hooks.ts';
import { podMembers, sharesProcesses } from '../pods/pod-of.ts';
import type { ServiceRule } from '../rule.ts';
import { classify } from '../sensitive/sensitive.ts';
import { signalNumber } from '../signals.ts';
import { lifecycleAttributes } from './lifecycle.attributes.ts';

type HookAttribute = 'post_start' | 'pre_stop';

/** L-15…L-18, B-019, B-071: how a container starts and stops. */
export const lifecycleRule: ServiceRule = {
  name: 'lifecycle',
  handles: lifecycleAttributes,
  apply(service, context) {
    stopGrace(service, context);
    initProcess(service, context);
    const postStart = startHooks(service, context);
    const preStop = stopHooks(service, context);
    if (!postStart && !preStop) return;
    service.draft.container.set('lifecycle', { ...(postStart && { postStart }), ...(preStop && { preStop }) }, 'L-17');
  },
};

/** What Kubernetes gives a container to stop unless told otherwise, in seconds. */
const defaultGrace = 30;

function stopGrace(plan: ServicePlan, context: PlanContext): void {
  const { service, path, draft } = plan;
  const { ledger } = context;
  const period = service.stop_grace_period;
  const drain = drainOf(plan, context);
  if (period === undefined) {
    if (drain > 0) draft.pod.set('terminationGracePeriodSeconds', defaultGrace + drain, 'L-12');
    return ledger.add({
      rule: 'B-071',
      message: 'a container has 30 s to stop where the file names no grace period, Docker gives it 10 s',
      targets: [],
    });
  }
  if (plan.fold.into !== undefined)
    return ledger.differs([...path, 'stop_grace_period'], 'L-05b', `that of the pod of ${plan.fold.into} counts`);
  const parsed = parseDuration(period);
  const seconds = parsed.ok ? toMilliseconds(parsed.value) / 1000 : 10;
  const whole = Math.max(1, Math.ceil(seconds));
  draft.pod.set('terminationGracePeriodSeconds', whole + drain, 'B-071');
  const at = [...path, 'stop_grace_period'];
  const targets = [draft.podTarget('/terminationGracePeriodSeconds')];
  if (drain > 0) ledger.differs(at, 'L-12', `${whole} s after the ${drain} s of --drain`, { targets });
  else if (whole === seconds) ledger.exact(at, 'B-071', targets);
  else ledger.differs(at, 'B-071', `rounded up to ${whole} s`, { targets });
}

/** L-12: the time before the stop, in seconds; 0 for none. */
function drainOf(service: ServicePlan, context: PlanContext): number {
  return canDrain(service, context) ? (drainSeconds(service, context) ?? 0) : 0;
}

/** L-12: what endpoints and proxies need to forget a pod passes before the program is told to stop. */
function accountForDrain(service: ServicePlan, context: PlanContext): void {
  const seconds = drainSeconds(service, context);
  if (seconds === undefined) return;
  const { ledger, diagnostics } = context;
  if (canDrain(service, context)) {
    ledger.add({
      rule: 'L-12',
      message: `${service.key} goes on for ${seconds} s before it is told to stop, in which connections go to other pods`,
      targets: [service.draft.containerTarget('/lifecycle/preStop'), service.draft.podTarget('/terminationGracePeriodSeconds')],
      optOut: 'leave out --drain',
    });
  } else {
    const at = { span: ledger.spanAt(service.path), path: formatPath(service.path) };
    diagnostics.push(diagnostic('drain-without-sleep', at, { service: service.key }));
  }
}

/** B-019, L-20: the pause process reaps zombies when the pod's containers share a process namespace. */
function initProcess(plan: ServicePlan, context: PlanContext): void {
  const { service, path, draft } = plan;
  const { ledger } = context;
  if (service.init === undefined) return;
  const at = [...path, 'init'];
  if (!service.init) return ledger.exact(at, 'B-019');
  if (podMembers(plan, context).some((member) => member.service.pid === 'host')) {
    return ledger.differs(at, 'B-019', 'the program is a process of the node, whose own first process reaps zombies', {
      targets: [draft.podTarget('/hostPID')],
    });
  }
  draft.pod.set('shareProcessNamespace', true, 'B-019');
  if (mustBeFirst(plan)) {
    return ledger.differs(at, 'L-20', 'the pause process is PID 1, and the program of this container refuses to be anything else', {
      level: 'warning',
      hint: 'leave init out: such programs reap zombies themselves',
      targets: [draft.podTarget('/shareProcessNamespace')],
    });
  }
  ledger.differs(at, 'B-019', 'the pause process reaps zombies; the program is not PID 1, and the containers of the pod see each other', {
    hint: 'leave init out for programs that must be PID 1, as systemd and s6',
    targets: [draft.podTarget('/shareProcessNamespace')],
  });
}

/** L-20: systemd and s6 stop at once where they are not PID 1. The images of linuxserver.io start with s6. */
function mustBeFirst({ service, image }: ServicePlan): boolean {
  const entrypoint = service.entrypoint ?? entrypointOf(image) ?? [];
  const [program = ''] = [...entrypoint, ...(service.command ?? [])];
  const isInit = /^(?:\/usr)?(?:\/sbin|\/bin|\/lib\/systemd)?\/(?:init|systemd|s6-svscan)$/.test(program);
  return isInit || (service.entrypoint === undefined && /^(?:[^/]+\/)?linuxserver\//.test(service.image ?? ''));
}

/** L-17. Without a shell only one plain program can be run. */
function startHooks(service: ServicePlan, context: PlanContext): object | undefined {
  const hooks = service.service.post_start ?? [];
  const command = hookCommand(service, 'post_start', context);
  if (!command) return undefined;
  accountForHooks(
    service,
    'post_start',
    hooks,
    'L-17',
    'runs as the container starts, without an order against its command; a failure restarts the container',
    context,
  );
  return { exec: { command } };
}

/** L-15, L-16, L-18: hooks first, then the signal; no `set -e`, so that a failing hook does not skip the signal. */
function stopHooks(service: ServicePlan, context: PlanContext): object | undefined {
  const hooks = service.service.pre_stop ?? [];
  const command = hookCommand(service, 'pre_stop', context);
  if (command) {
    accountForHooks(
      service,
      'pre_stop',
      hooks,
      'L-18',
      'runs at every termination, also after a failed liveness probe, and its time counts as part of the grace period',
      context,
    );
  }
  const signal = stopSignal(service, context);
  const drain = drainOf(service, context);
  accountForDrain(service, context);
  if (signal === undefined) return command ? { exec: { command } } : drainAction(drain, context);
  const kill = `kill -${signal} 1; while kill -0 1 2>/dev/null; do sleep 1; done`;
  const send = drain > 0 ? `sleep ${drain}; ${kill}` : kill;
  return { exec: { command: ['/bin/sh', '-c', command ? `${command.at(-1) ?? ''}; ${send}` : send] } };
}

/** G-11: newer clusters need no program for it. */
function drainAction(seconds: number, { options }: PlanContext): object | undefined {
  if (seconds === 0) return undefined;
  return options.minVersion >= sleepActionSince ? { sleep: { seconds } } : { exec: { command: ['sleep', String(seconds)] } };
}

/** The hooks of one attribute as the command of a lifecycle handler; undefined where there are none, or the image cannot run them. */
function hookCommand(service: ServicePlan, attribute: HookAttribute, context: PlanContext): readonly string[] | undefined {
  const hooks = runnableHooks(service, attribute, context);
  const [first] = hooks;
  if (!first) return undefined;
  if (shellOf(service.image) === 'none') {
    if (hooks.length === 1 && isPlainCommand(first.hook)) return plainCommand(service, first.hook, [...first.path, 'command'], context);
    for (const { path } of hooks) {
      context.ledger.refused(path, 'B-074', 'the image has no shell that could run the hook', {
        level: 'error',
        hint: 'use an image with a shell, or one hook without working_dir and environment',
      });
    }
    return undefined;
  }
  const lines = hooks.map(({ hook, path }) => hookLine(quotedHook(hook, path, service, context))).join('; ');
  return ['/bin/sh', '-c', attribute === 'post_start' ? `set -e; ${lines}` : lines];
}

/** Docker refuses to run nothing, and so fails the start of the container. */
function runnableHooks(service: ServicePlan, attribute: HookAttribute, { ledger }: PlanContext): readonly { hook: Hook; path: Path }[] {
  return (service.service[attribute] ?? []).flatMap((hook, i) => {
    const path = [...service.path, attribute, i];
    if (hook.command.length > 0) return [{ hook, path }];
    ledger.refused(path, 'B-074', 'the hook has no command', { level: 'error', hint: 'write a command, or leave the hook out' });
    return [];
  });
}

/** Nobody expands variables in a hook, so that without a shell a secret stays where it is (S-19, DIAG-29). */
function plainCommand(
  { key }: ServicePlan,
  hook: Hook,
  path: Path,
  { texts, project, diagnostics, ledger }: PlanContext,
): readonly string[] {
  const words = texts.rewriteWords(hook.command, path, 'command');
  if (secretRanges(words, path, project).some((ranges) => ranges.length > 0)) {
    diagnostics.push(diagnostic('secret-in-command', { span: ledger.spanAt(path), path: formatPath(path) }, { service: key }));
  }
  return words;
}

/** S-19: the shell reads secrets from the environment of the container. */
function quotedHook(hook: Hook, path: Path, { argumentSecrets }: ServicePlan, { texts, project, ledger }: PlanContext): QuotedHook {
  const words = texts.rewriteWords(hook.command, [...path, 'command'], 'command');
  const ranges = secretRanges(words, [...path, 'command'], project);
  const variables = Object.entries(hook.environment ?? {}).flatMap(([name, value]) => {
    if (value === null) return [];
    const at = [...path, 'environment', name];
    const text = texts.rewrite(value, at, { key: name });
    const node = getAt(project.tree, at);
    const isSecret = classify({
      name,
      value: text,
      variables: node?.kind === 'scalar' ? (node.variables ?? []) : [],
      lookup: (variable) => project.environment.get(variable),
    }).sensitive;
    return [{ name, isSecret, value: argumentSecrets.shellWord(text, isSecret ? [{ start: 0, end: text.length }] : []) }];
  });
  if (variables.some((v) => v.isSecret) || ranges.some((r) => r.length > 0)) {
    ledger.differs(path, 'S-19', 'a secret in the hook moves into a Secret; the container sees it as a variable, which the shell reads');
  }
  return {
    ...(hook.working_dir !== undefined && { workingDirectory: argumentSecrets.shellWord(hook.working_dir, []) }),
    variables,
    command: words.map((word, i) => argumentSecrets.shellWord(word, ranges[i] ?? [])).join(' '),
  };
}

/** SIGKILL and SIGSTOP have no effect on the first process of a PID namespace when they come from inside it: pid_namespaces(7). */
const unsendable: ReadonlySet<number> = new Set([9, 19]);

/** The number of the signal that has to be sent by a hook; undefined when the runtime sends it anyway. */
function stopSignal(service: ServicePlan, context: PlanContext): number | undefined {
  const { ledger } = context;
  const wanted = service.service.stop_signal;
  if (wanted === undefined) return undefined;
  const at = [...service.path, 'stop_signal'];
  if (wanted === '') {
    ledger.exact(at, 'B-072');
    return undefined;
  }
  const number = signalNumber(wanted);
  if (number === undefined) {
    ledger.refused(at, 'B-072', `${wanted} is no signal`, { level: 'error', hint: 'write a name as SIGINT, or a number' });
    return undefined;
  }
  if (number === signalNumber(stopSignalOf(service.image) ?? 'SIGTERM')) {
    ledger.exact(at, 'B-072');
    return undefined;
  }
  if (unsendable.has(number)) {
    ledger.refused(
      at,
      'L-15',
      'the first process of a container takes this signal from outside of it only; a pod sends SIGKILL at its end',
      {
        hint: 'stop_grace_period: 1s',
      },
    );
    return undefined;
  }
  // PID 1 would be that of the node.
  const isOnNode = podMembers(service, context).some((member) => member.service.pid === 'host');
  const isShared = isOnNode || sharesProcesses(service, context);
  if (shellOf(service.image) === 'none' || isShared) {
    const why = isShared
      ? `the program is not PID 1 ${isOnNode ? 'with pid: host' : service.service.init === true ? 'with init: true' : 'where containers share processes'}`
      : 'the image has no shell';
    ledger.refused(at, isShared ? 'L-20' : 'L-15', `${wanted} cannot be sent: ${why}`, {
      hint: `write STOPSIGNAL ${wanted} into the Dockerfile`,
    });
    return undefined;
  }
  ledger.differs(
    at,
    'L-15',
    `${wanted} is sent by a preStop hook; ${stopSignalOf(service.image) ?? 'SIGTERM'} follows when the program has ended or the grace period is over`,
    {
      targets: [service.draft.containerTarget('/lifecycle/preStop')],
      ...(service.service.build !== undefined && { hint: `write STOPSIGNAL ${wanted} into the Dockerfile` }),
    },
  );
  return number;
}

function accountForHooks(
  service: ServicePlan,
  attribute: HookAttribute,
  hooks: readonly Hook[],
  rule: string,
  message: string,
  { ledger }: PlanContext,
): void {
  const field = attribute === 'post_start' ? 'postStart' : 'preStop';
  hooks.forEach((hook, i) => {
    if (hook.command.length === 0) return;
    const at = [...service.path, attribute, i];
    ledger.differs(at, rule, message, { targets: [service.draft.containerTarget(`/lifecycle/${field}`)] });
    for (const key of ['user', 'privileged'] as const) {
      if (hook[key] === undefined) continue;
      if (hook[key] === false || hook[key] === service.service[key]) ledger.exact([...at, key], 'B-075');
      else ledger.refused([...at, key], 'B-075', 'a hook runs as the container does', { hint: `${key} of the service` });
    }
  });
}
