import { isDataStore } from '../../image/resolve.ts';
import { itemWith, pointerTo } from '../../value/json-pointer.ts';
import { splitCommand } from '../../value/command-words.ts';
import { parseCron } from '../../value/cron.ts';
import { secretRanges } from '../argument-secrets.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { originOf } from '../extension/effective.ts';
import { escapeDollar } from '../escape.ts';
import type { ScheduledCommand } from '../draft.ts';
import type { ServiceRule } from '../rule.ts';
import { isTrue, labelOf, type OfeliaJob, ofeliaJobs, type PlacedLabel, scheduleLabels } from '../schedules/labels.ts';
import { accountForSchedule, refuseJob, refuseSchedule } from '../schedules/account.ts';
import { inZone } from '../schedules/own-schedule.ts';
import { accountForRuns } from '../schedules/runs.ts';
import { effectiveUser } from '../user.ts';

/** L-10: services that run by a schedule, and commands that a scheduler runs in the container of a service. */
export const schedulesRule: ServiceRule = {
  name: 'schedules',
  handles: [],
  apply(service, context) {
    extensionSchedule(service, context);
    const labels = scheduleLabels(service.key, service.service);
    swarmLabels(service, labels, context);
    const jobs = ofeliaJobs(labels);
    for (const label of labels)
      if (label.key.startsWith('ofelia.') && !jobs.some((job) => [...job.settings.values()].includes(label)))
        context.ledger.notApplicable(label.path, 'L-10', 'tells ofelia to look at the labels of the service; CronJobs take its place');
    for (const job of jobs) if (job.kind === 'job-exec') scheduledCommand(service, job, context);
    accountForRuns(jobs, service.key, context);
  },
};

function extensionSchedule(service: ServicePlan, context: PlanContext): void {
  const wanted = service.extension.schedule;
  if (!wanted) return;
  const path = originOf(service.key, 'schedule', context.project);
  const parsed = parseCron(wanted.cron);
  if (!parsed.ok) context.ledger.refused(path, 'L-10', parsed.reason, { level: 'error', hint: 'write five fields, as 0 3 * * *' });
  else if (service.kind !== 'CronJob') context.ledger.differs(path, 'L-10', `x-waybill.kind makes it a ${service.kind}`);
  else if (service.schedule) accountForSchedule(path, service.schedule.schedule, service.draft.handle, context);
}

/** The labels that swarm-cronjob reads. */
function swarmLabels(service: ServicePlan, labels: readonly PlacedLabel[], context: PlanContext): void {
  const own = labels.filter((label) => label.key.startsWith('swarm.cronjob.'));
  const { ledger } = context;
  const isRead = service.kind === 'CronJob' && service.schedule?.path.at(-1) === 'swarm.cronjob.schedule';
  for (const { key, value, path } of own) {
    const setting = key.slice('swarm.cronjob.'.length);
    const parsed = setting === 'schedule' ? parseCron(value) : undefined;
    if (!isTrue(labelOf(own, 'swarm.cronjob.enable'))) ledger.notApplicable(path, 'L-10', 'swarm.cronjob.enable is not true');
    else if (parsed && !parsed.ok) refuseSchedule(path, parsed.reason, context);
    else if (!isRead) {
      const decides = service.extension.schedule ?? service.extension.kind;
      ledger.notApplicable(
        path,
        'L-10',
        decides === undefined ? 'nothing runs by the schedule of the service' : 'x-waybill of the service decides',
      );
    } else if (setting === 'schedule') accountForSchedule(path, service.schedule.schedule, service.draft.handle, context);
    else if (setting === 'enable') ledger.exact(path, 'L-10', [service.draft.target('/kind')]);
    else if (setting === 'skip-running')
      ledger.exact(path, 'L-10', service.schedule.concurrency ? [service.draft.target('/spec/concurrencyPolicy')] : []);
    else if (setting === 'replicas')
      ledger.exact(path, 'L-10', (service.schedule.replicas ?? 1) > 1 ? [service.draft.jobTarget('/parallelism')] : []);
    else ledger.notApplicable(path, 'L-10', 'tells swarm-cronjob how to ask the registry; a node asks when it starts the pod');
  }
}

const template = '/spec/jobTemplate/spec/template/spec';

/** A command that ofelia runs in the running container: here a container of its own, which is like it. */
function scheduledCommand(service: ServicePlan, job: OfeliaJob, context: PlanContext): void {
  const { ledger, names, project } = context;
  const [when, command] = [job.settings.get('schedule'), job.settings.get('command')];
  if (!when || !command) return refuseJob(job, `the job ${job.name} has no ${when ? 'command' : 'schedule'}`, context);
  const parsed = parseCron(when.value);
  const schedule = inZone(when.value, 'ofelia', project);
  const words = splitCommand(command.value);
  if (!schedule || !parsed.ok) return refuseJob(job, parsed.ok ? 'it has no schedule' : parsed.reason, context);
  if (!words.ok) return refuseJob(job, 'the command has a quote that is never closed', context);
  const wanted = `${service.name}-${job.name}`;
  const identity = `ofelia/${service.key}/${job.name}`;
  // The pods carry the name as a label, by which no Service of another name may find them.
  const handle = { kind: 'CronJob', name: names.take('CronJob', names.take('Service', wanted, 52, identity), 52, identity) };
  const user = userOf(job, service, context);
  service.draft.scheduledCommands.push({
    handle,
    schedule,
    ...(isTrue(job.settings.get('no-overlap')) && { concurrency: 'Forbid' }),
    command: commandWords(words.value.words, command, service, context),
    ...(user && { user }),
  });
  accountForSchedule(when.path, schedule, handle, context);
  const namesHost = words.value.words.some((word) => word.split(/[\s@/:=]+/).includes(service.name));
  const meetsItself = (isDataStore(service.image) && !namesHost) || /\b(?:localhost|127\.0\.0\.1)\b/.test(command.value);
  ledger.differs(command.path, 'L-10', `runs in a new container of the image of ${service.key}, not in the running one`, {
    ...(meetsItself && { level: 'warning', hint: `let the command name the host ${service.name}: nothing listens in the new container` }),
    targets: [
      { object: handle, pointer: `${template}/containers/0/command` },
      {
        object: handle,
        pointer: pointerTo(`${template}/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution`, itemWith('topologyKey')),
      },
    ],
  });
  for (const [setting, label] of job.settings) accountForSetting(setting, label, handle, context);
}

function commandWords(
  words: readonly string[],
  { path }: PlacedLabel,
  { argumentSecrets }: ServicePlan,
  { texts, project }: PlanContext,
): readonly string[] {
  const rewritten = texts.rewriteWords(words, path, 'command');
  const ranges = secretRanges(rewritten, path, project);
  return rewritten.map((word, i) => ((ranges[i] ?? []).length > 0 ? argumentSecrets.argument(word, ranges[i] ?? []) : escapeDollar(word)));
}

/** `docker exec --user`: a name counts as far as the image is known. */
function userOf(job: OfeliaJob, { service, image }: ServicePlan, { ledger }: PlanContext): ScheduledCommand['user'] {
  const label = job.settings.get('user');
  if (!label || label.value === '') return undefined;
  const { uid, gid } = effectiveUser({ ...service, user: label.value }, image);
  if (uid !== undefined) return { runAsUser: uid, ...(gid !== undefined && { runAsGroup: gid }) };
  ledger.refused(label.path, 'L-10', 'only the image knows the number of this user: the command runs as the container does', {
    hint: 'write the number',
  });
  return undefined;
}

function accountForSetting(
  setting: string,
  { value, path }: PlacedLabel,
  handle: ScheduledCommand['handle'],
  { ledger }: PlanContext,
): void {
  if (setting === 'schedule' || setting === 'command') return;
  if (setting === 'no-overlap')
    ledger.exact(path, 'L-10', isTrue({ key: setting, value, path }) ? [{ object: handle, pointer: '/spec/concurrencyPolicy' }] : []);
  else if (setting === 'user')
    ledger.exact(path, 'L-10', [{ object: handle, pointer: '/spec/jobTemplate/spec/template/spec/containers/0/securityContext' }]);
  else if (setting === 'tty') ledger.notApplicable(path, 'L-10', 'nobody looks at the terminal of a run');
  else
    ledger.refused(
      path,
      'L-10',
      `a CronJob has no ${setting}`,
      setting === 'environment' ? { level: 'error', hint: 'set it in environment of the service' } : {},
    );
}
