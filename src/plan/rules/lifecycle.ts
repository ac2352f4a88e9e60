import { shellOf, stopSignalOf } from '../../image/resolve.ts';
import type { Hook } from '../../model/service.ts';
import { parseDuration, toMilliseconds } from '../../value/duration.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import type { ServiceRule } from '../rule.ts';
import { hookCommand } from '../hooks.ts';
import { signalNumber } from '../signals.ts';

/** L-15…L-18, B-019, B-071: how a container starts and stops. */
export const lifecycleRule: ServiceRule = {
  name: 'lifecycle',
  handles: ['services.*.stop_grace_period', 'services.*.stop_signal', 'services.*.init', 'services.*.post_start', 'services.*.pre_stop'],
  apply(service, context) {
    stopGrace(service, context);
    initProcess(service, context);
    const postStart = startHooks(service, context);
    const preStop = stopHooks(service, context);
    if (!postStart && !preStop) return;
    service.draft.container.set('lifecycle', { ...(postStart && { postStart }), ...(preStop && { preStop }) }, 'L-17');
  },
};

function stopGrace({ service, path, draft }: ServicePlan, { ledger }: PlanContext): void {
  const period = service.stop_grace_period;
  if (period === undefined) return;
  const parsed = parseDuration(period);
  const seconds = parsed.ok ? toMilliseconds(parsed.value) / 1000 : 10;
  const whole = Math.max(1, Math.ceil(seconds));
  draft.pod.set('terminationGracePeriodSeconds', whole, 'B-071');
  const at = [...path, 'stop_grace_period'];
  const targets = [draft.podTarget('/terminationGracePeriodSeconds')];
  if (whole === seconds) ledger.exact(at, 'B-071', targets);
  else ledger.differs(at, 'B-071', `rounded up to ${whole} s`, { targets });
}

/** B-019: the pause process reaps zombies when the pod's containers share a process namespace. */
function initProcess({ service, path, draft }: ServicePlan, { ledger }: PlanContext): void {
  if (service.init === undefined) return;
  const at = [...path, 'init'];
  if (!service.init) return ledger.exact(at, 'B-019');
  draft.pod.set('shareProcessNamespace', true, 'B-019');
  ledger.differs(at, 'B-019', 'the pause process reaps zombies; the program is not PID 1, and the containers of the pod see each other', {
    targets: [draft.podTarget('/shareProcessNamespace')],
  });
}

function startHooks(service: ServicePlan, context: PlanContext): object | undefined {
  const hooks = service.service.post_start;
  if (!hooks || hooks.length === 0) return undefined;
  accountForHooks(service, 'post_start', hooks, 'L-17', 'runs as the container starts, without an order against its command; a failure restarts the container', context);
  return { exec: { command: ['/bin/sh', '-c', `set -e; ${hooks.map(hookCommand).join('; ')}`] } };
}

/** L-15, L-18: hooks first, then the signal; no `set -e`, so that a failing hook does not skip the signal. */
function stopHooks(service: ServicePlan, context: PlanContext): object | undefined {
  const hooks = service.service.pre_stop ?? [];
  if (hooks.length > 0) accountForHooks(service, 'pre_stop', hooks, 'L-18', 'runs at every termination, also after a failed liveness probe', context);
  const signal = stopSignal(service, context);
  const parts = [...hooks.map(hookCommand), ...(signal === undefined ? [] : [`kill -${signal} 1; while kill -0 1 2>/dev/null; do sleep 1; done`])];
  return parts.length > 0 ? { exec: { command: ['/bin/sh', '-c', parts.join('; ')] } } : undefined;
}

/** The number of the signal that has to be sent by a hook; undefined when the runtime sends it anyway. */
function stopSignal(service: ServicePlan, { ledger }: PlanContext): number | undefined {
  const wanted = service.service.stop_signal;
  if (wanted === undefined) return undefined;
  const at = [...service.path, 'stop_signal'];
  const number = signalNumber(wanted);
  if (number === undefined) {
    ledger.refused(at, 'B-072', `${wanted} is no signal`, { level: 'error', hint: 'write a name as SIGINT, or a number' });
    return undefined;
  }
  if (number === signalNumber(stopSignalOf(service.image) ?? 'SIGTERM')) {
    ledger.exact(at, 'B-072');
    return undefined;
  }
  if (shellOf(service.image) === 'none' || service.service.init === true) {
    const why = service.service.init === true ? 'the program is not PID 1 with init: true' : 'the image has no shell';
    ledger.refused(at, 'L-15', `${wanted} cannot be sent: ${why}`, { hint: `write STOPSIGNAL ${wanted} into the Dockerfile` });
    return undefined;
  }
  ledger.differs(at, 'L-15', `${wanted} is sent by a preStop hook; SIGTERM follows when the program has ended or the grace period is over`, {
    targets: [service.draft.containerTarget('/lifecycle/preStop')],
    ...(service.service.build !== undefined && { hint: `write STOPSIGNAL ${wanted} into the Dockerfile` }),
  });
  return number;
}

function accountForHooks(service: ServicePlan, attribute: 'post_start' | 'pre_stop', hooks: readonly Hook[], rule: string, message: string, { ledger }: PlanContext): void {
  const field = attribute === 'post_start' ? 'postStart' : 'preStop';
  hooks.forEach((hook, i) => {
    const at = [...service.path, attribute, i];
    ledger.differs(at, rule, message, { targets: [service.draft.containerTarget(`/lifecycle/${field}`)] });
    for (const key of ['user', 'privileged'] as const) {
      if (hook[key] === undefined) continue;
      if (hook[key] === false || hook[key] === service.service[key]) ledger.exact([...at, key], 'B-075');
      else ledger.refused([...at, key], 'B-075', 'a hook runs as the container does');
    }
  });
}
