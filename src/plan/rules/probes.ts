import { environmentOf, healthcheckOf, lacksProgram, shellOf } from '../../image/resolve.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Target } from '../../ledger/entry.ts';
import { formatPath, getAt } from '../../source/node-tools.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { runsToEnd } from '../draft.ts';
import { secretRanges } from '../argument-secrets.ts';
import { originOf } from '../extension/effective.ts';
import type { EffectiveHealthcheck } from '../probes/effective-healthcheck.ts';
import { type ProbeContext } from '../probes/handler.ts';
import { planProbes, type ProbePlan, timingDifference } from '../probes/probes.ts';
import type { ProbeNote } from '../probes/probe-note.ts';
import { notesWithoutProbes } from '../probes/without-probes.ts';
import { reachedBy } from '../pods/pod-of.ts';
import type { ServiceRule } from '../rule.ts';
import { classify } from '../sensitive/sensitive.ts';
import { probesAttributes } from './probes.attributes.ts';

/** C.1: readiness, liveness and startup probes from the health check. */
export const probesRule: ServiceRule = {
  name: 'probes',
  handles: probesAttributes,
  apply(service, context) {
    const { healthcheck } = service.service;
    if (runsToEnd(service.kind)) {
      withoutLiveness(service, 'it runs to its end, so it is not probed', context);
      if (healthcheck) context.ledger.differs([...service.path, 'healthcheck'], 'H-06', 'a Job is not probed: it is done when it ends');
      return;
    }
    if (!service.check) {
      const imageHasNone = healthcheckOf(service.image) === 'none';
      if (healthcheck) account(service, notesWithoutProbes(healthcheck, imageHasNone), context);
      unseenCheck(service, context);
      withoutLiveness(service, 'no health check is known that could tell when to restart it', context);
      return;
    }
    const plan = planProbes(withoutSecrets(renamed(service.check, service, context), service, context), {
      ...probeContext(service, context),
      liveness: wantsLiveness(service, context),
      ownsData: service.ownsData,
    });
    setProbes(service, plan);
    shapeByImage(service, service.check, context);
    missingProgram(service, context);
    const called = plan.targetsOther === undefined ? undefined : context.aliases.get(plan.targetsOther.toLowerCase())?.services[0];
    if (called !== undefined) context.checkCalls.set(service.key, called);
    if (plan.usesOwnName) context.selfCheckers.add(service.key);
    const declared = new Set<string>(service.check.declared);
    account(
      service,
      plan.notes.filter((note) => declared.has(note.field)),
      context,
    );
    if (healthcheck?.disable !== undefined) context.ledger.exact([...service.path, 'healthcheck', 'disable'], 'H-01');
    context.ledger.add({ rule: timingDifference.rule, message: timingDifference.message, targets: [] });
    for (const addition of plan.additions) {
      context.ledger.add({
        rule: addition.rule,
        message: `${service.key}: ${addition.message}`,
        targets: [service.draft.containerTarget(`/${addition.probe}`)],
        ...(addition.optOut !== undefined && { optOut: addition.optOut }),
      });
    }
    if (plan.carriesCredentials) {
      context.diagnostics.push(
        diagnostic(
          'secret-in-health-check',
          {
            span: context.ledger.spanAt([...service.path, 'healthcheck', 'test']),
            path: formatPath([...service.path, 'healthcheck', 'test']),
          },
          { service: service.key },
        ),
      );
    }
  },
};

/** H-03, H-06: a service that asks for restarts by its check and has no probe. */
function withoutLiveness({ key, extension }: ServicePlan, message: string, { ledger, project }: PlanContext): void {
  const origin = originOf(key, 'liveness', project);
  if (extension.liveness === true && origin[2] === 'x-waybill')
    ledger.refused(origin, 'H-05', message, { hint: 'a healthcheck of the service' });
}

/** H-02: Docker would also run a check that only the image defines. */
function unseenCheck({ service, image, path }: ServicePlan, { ledger }: PlanContext): void {
  const isDisabled = service.healthcheck?.disable === true || service.healthcheck?.test?.[0] === 'NONE';
  if (isDisabled || healthcheckOf(image) === 'none') return;
  ledger.differs(
    [...path, service.build === undefined ? 'image' : 'build'],
    'H-02',
    'a health check that the image defines cannot be seen offline, so no probe is made',
    {
      hint: 'write it under healthcheck: of the service',
    },
  );
}

/** Programs that checks call and that small images leave out. */
const httpClients = ['curl', 'wget'];

/** A check whose program is known not to be in the image fails; where one is tried after another, each has to be missing. */
function missingProgram({ key, service, image, check, path }: ServicePlan, { ledger, diagnostics }: PlanContext): void {
  if (check?.test.origin !== 'compose') return;
  const called = httpClients.filter((name) => new RegExp(`(?:^|[\\s;&|(!/])${name}(?:\\s|$)`).test(check.test.value.slice(1).join(' ')));
  if (called.length === 0 || !called.every((name) => lacksProgram(image, name))) return;
  const at = [...path, 'healthcheck', 'test'];
  const instead = image.dockerfile ? undefined : httpClients.find((name) => !lacksProgram(image, name));
  diagnostics.push(
    diagnostic(
      'health-check-without-program',
      { span: ledger.spanAt(at), path: formatPath(at) },
      { service: key, image: service.image ?? 'its image', programs: called, instead },
    ),
  );
}

/** N-05 in a check; ours and others' names may have changed. */
function renamed(check: EffectiveHealthcheck, service: ServicePlan, { texts }: PlanContext): EffectiveHealthcheck {
  return {
    ...check,
    test: { ...check.test, value: texts.rewriteWords(check.test.value, [...service.path, 'healthcheck', 'test'], 'check') },
  };
}

/** S-19: the shell of a check reads secrets from the environment; the kubelet would put nothing in their place (ENV-11). */
function withoutSecrets(check: EffectiveHealthcheck, service: ServicePlan, { project, ledger }: PlanContext): EffectiveHealthcheck {
  const [form, ...words] = check.test.value;
  const ranges = secretRanges(words, [...service.path, 'healthcheck', 'test'], project, 1);
  if (!ranges.some((r) => r.length > 0)) return check;
  const line =
    form === 'CMD-SHELL' && words.length === 1
      ? service.argumentSecrets.shellLine(words[0] ?? '', ranges[0] ?? [])
      : form === 'CMD' && Array.isArray(shellOf(service.image))
        ? service.argumentSecrets.wordsAsShellLine(words, ranges)
        : undefined;
  if (line !== undefined && check.test.origin === 'compose') {
    ledger.differs(
      [...service.path, 'healthcheck', 'test'],
      'S-19',
      'a secret in the check moves into a Secret; the container sees it as a variable, which the shell reads',
    );
  }
  return line === undefined ? check : { ...check, test: { ...check.test, value: ['CMD-SHELL', line] } };
}

/** H-04, H-05: a restart in the middle of a recovery does harm to whatever owns data. */
function wantsLiveness({ extension, service, ownsData }: ServicePlan, { options }: PlanContext): boolean {
  if (extension.liveness !== undefined) return extension.liveness;
  if (options.liveness !== 'auto') return options.liveness === 'always';
  return service.labels?.['autoheal'] === 'true' || !ownsData;
}

export function probeContext(service: ServicePlan, context: PlanContext): ProbeContext {
  const leadsHere = (host: string): boolean | undefined =>
    context.aliases.get(host)?.services.some((key) => key === service.key || key === service.networkOf);
  return {
    ownNames: { has: (host) => host === service.name || leadsHere(host) === true },
    otherServices: { has: (host) => host !== service.name && leadsHere(host) === false },
    openPorts: new Set(
      reachedBy(service, context)
        .ports.tcp.filter((p) => p.from !== 'reference' && p.from !== 'check')
        .map((p) => p.port),
    ),
    environment: plainEnvironment(service, context),
    shell: shellOf(service.image),
  };
}

/** The variables whose values may stand in a pod spec (H-18). */
function plainEnvironment({ service, image, path }: ServicePlan, { project }: PlanContext): ReadonlyMap<string, string> {
  const out = new Map(environmentOf(image));
  for (const [name, value] of Object.entries(service.environment ?? {})) {
    const node = getAt(project.tree, [...path, 'environment', name]);
    const variables = node?.kind === 'scalar' ? (node.variables ?? []) : [];
    const secret =
      value !== null && classify({ name, value, variables, lookup: (variable) => project.environment.get(variable) }).sensitive;
    if (value === null || secret) out.delete(name);
    else out.set(name, value);
  }
  return out;
}

function setProbes({ draft }: ServicePlan, plan: ProbePlan): void {
  if (plan.startupProbe) draft.container.set('startupProbe', plan.startupProbe, 'H-09');
  if (plan.readinessProbe) draft.container.set('readinessProbe', plan.readinessProbe, 'H-04');
  if (plan.livenessProbe) draft.container.set('livenessProbe', plan.livenessProbe, 'H-05');
}

const probeNames = ['readinessProbe', 'livenessProbe', 'startupProbe'] as const;

/** What of the probes an attribute of the check becomes (H-07, H-09). */
function probeFields(field: ProbeNote['field'], draft: ServicePlan['draft']): readonly Target[] {
  return probeNames.flatMap((name) => {
    const probe = draft.container.get(name) as object | undefined;
    if (!probe) return [];
    const isStartup = name === 'startupProbe';
    const fields = Object.keys(probe).filter((key) => attributeOf(key, isStartup).includes(field));
    return fields.map((key) => draft.containerTarget(`/${name}/${key}`));
  });
}

/** H-02: what the image says about its check is not written in the file. */
function shapeByImage({ path, service, draft }: ServicePlan, check: EffectiveHealthcheck, { ledger }: PlanContext): void {
  const at = [...path, service.build === undefined ? 'image' : 'build'];
  for (const field of ['test', 'interval', 'timeout', 'retries', 'start_period', 'start_interval'] as const)
    if (check[field].origin === 'image') ledger.shapes(at, 'H-02', probeFields(field, draft));
}

function attributeOf(key: string, isStartup: boolean): readonly ProbeNote['field'][] {
  switch (key) {
    case 'periodSeconds':
      return [isStartup ? 'start_interval' : 'interval'];
    case 'timeoutSeconds':
      return ['timeout'];
    case 'failureThreshold':
      return isStartup ? ['start_period'] : ['retries'];
    case 'successThreshold':
      return [];
    default:
      return ['test'];
  }
}

function account({ path, draft }: ServicePlan, notes: readonly ProbeNote[], { ledger, diagnostics }: PlanContext): void {
  for (const note of notes) {
    const at = [...path, 'healthcheck', note.field];
    const targets = probeFields(note.field, draft);
    const details = { targets, level: note.level, ...(note.hint !== undefined && { hint: note.hint }) };
    if (note.outcome === 'exact') {
      ledger.exact(at, note.rule, targets);
      if (note.rule === 'DIAG-17')
        diagnostics.push(
          diagnostic('health-check-mistake', { span: ledger.spanAt(at), path: formatPath(at) }, { mistake: note.message, hint: note.hint }),
        );
    } else if (note.outcome === 'differs') ledger.differs(at, note.rule, note.message, details);
    else ledger.refused(at, note.rule, note.message, details);
  }
}
