import { splitCommand } from '../../value/command-words.ts';
import { parseImageReference } from '../../value/image-reference.ts';
import { parseCron } from '../../value/cron.ts';
import { hasSecrets } from '../argument-secrets.ts';
import { formatPath } from '../../source/node-tools.ts';
import type { PlanContext } from '../context.ts';
import type { ObjectHandle } from '../../ledger/entry.ts';
import { escapeDollar } from '../escape.ts';
import { labelDomain, objectLabels } from '../labels.ts';
import { networkMarks } from '../networks.ts';
import { accountForSchedule, refuseJob } from './account.ts';
import { isTrue, type OfeliaJob, type PlacedLabel } from './labels.ts';
import { inZone, serviceOfContainer } from './own-schedule.ts';
import { scheduleFields } from './schedule-fields.ts';

/** L-10: the jobs of ofelia that do not run in a container which is there: CronJobs of their own. */
export function accountForRuns(jobs: readonly OfeliaJob[], service: string, context: PlanContext): void {
  for (const job of jobs) {
    if (job.kind === 'job-local') refuseJob(job, 'runs inside ofelia itself, which a cluster does not need', context);
    else if (job.kind === 'job-run' && job.settings.has('container') && !job.settings.has('image')) startedService(job, context);
    else if (job.kind !== 'job-exec') imageRun(job, service, context);
  }
}

/** The job starts the container of a service, which therefore is a CronJob. */
function startedService(job: OfeliaJob, context: PlanContext): void {
  const { ledger, services, project } = context;
  const key = serviceOfContainer(job.settings.get('container')?.value ?? '', project);
  const target = key === undefined ? undefined : services.get(key);
  const when = job.settings.get('schedule');
  const parsed = when && parseCron(when.value);
  if (!target || !when || !parsed?.ok)
    return refuseJob(
      job,
      !target ? 'no service of the project has this container' : parsed?.ok === false ? parsed.reason : 'the job has no schedule',
      context,
    );
  if (target.kind === 'CronJob' && target.schedule !== undefined && formatPath(target.schedule.path) === formatPath(when.path))
    accountForSchedule(when.path, target.schedule.schedule, target.draft.handle, context);
  else ledger.notApplicable(when.path, 'L-10', `x-waybill of ${target.key} decides`);
  for (const [setting, { path }] of job.settings) {
    if (setting === 'schedule') continue;
    if (setting === 'container') ledger.exact(path, 'L-10', [target.draft.target('/kind')]);
    else if (setting === 'no-overlap')
      ledger.exact(path, 'L-10', target.schedule?.concurrency ? [target.draft.target('/spec/concurrencyPolicy')] : []);
    else ledger.refused(path, 'L-10', `a CronJob has no ${setting}`);
  }
}

/** Settings of a run that a pod has no place for, and whether the run works without. */
const lostSettings: Readonly<Record<string, { readonly level: 'error' | 'warning'; readonly hint: string }>> = {
  volume: { level: 'error', hint: 'make a service of it, with volumes and x-waybill: {schedule: …}' },
  'volumes-from': { level: 'error', hint: 'make a service of it, with volumes and x-waybill: {schedule: …}' },
  environment: { level: 'error', hint: 'make a service of it, with environment and x-waybill: {schedule: …}' },
  user: { level: 'error', hint: 'make a service of it, with user and x-waybill: {schedule: …}' },
};

/** A container of an image that nothing else in the project runs. */
function imageRun(job: OfeliaJob, service: string, context: PlanContext): void {
  const { names, project, objects, ledger, services } = context;
  const [when, image, command] = [job.settings.get('schedule'), job.settings.get('image'), job.settings.get('command')];
  const parsed = when && parseCron(when.value);
  const schedule = when && inZone(when.value, 'ofelia', project);
  const words = splitCommand(command?.value ?? '');
  if (!when || !image || !parsed?.ok || !schedule || !words.ok || !parseImageReference(image.value).ok)
    return refuseJob(job, parsed?.ok === false ? parsed.reason : 'the job needs a schedule, an image and a command', context);
  if (command && hasSecrets(words.value.words, command.path, project))
    return refuseJob(job, 'a secret stands in the command, and a CronJob would show it', context);
  const identity = `ofelia/${service}/run/${job.name}`;
  const handle: ObjectHandle = {
    kind: 'CronJob',
    name: names.take('CronJob', names.take('Service', job.name, 52, identity), 52, identity),
  };
  objects.push({
    ...(services.has(service) && { service }),
    object: cronJob(
      handle.name,
      { image: image.value, words: words.value.words, network: networkOf(job, context) },
      scheduleFields({ schedule, ...(isTrue(job.settings.get('no-overlap')) && { concurrency: 'Forbid' }) }),
      context,
    ),
  });
  accountForSchedule(when.path, schedule, handle, context);
  ledger.exact(image.path, 'L-10', [{ object: handle, pointer: `${container}/image` }]);
  if (command) ledger.exact(command.path, 'L-10', [{ object: handle, pointer: `${container}/args` }]);
  for (const [setting, label] of job.settings) accountForSetting(setting, label, handle, context);
}

/** The network of the project that the job names as the engine does. */
function networkOf(job: OfeliaJob, { project }: PlanContext): string | undefined {
  const wanted = job.settings.get('network')?.value;
  return [...project.networks].find(([, { name }]) => name === wanted)?.[0];
}

const container = '/spec/jobTemplate/spec/template/spec/containers/0';

function accountForSetting(setting: string, { path, value }: PlacedLabel, handle: ObjectHandle, { ledger }: PlanContext): void {
  if (['schedule', 'image', 'command'].includes(setting)) return;
  if (setting === 'no-overlap')
    ledger.exact(path, 'L-10', isTrue({ key: setting, path, value }) ? [{ object: handle, pointer: '/spec/concurrencyPolicy' }] : []);
  else if (setting === 'delete') ledger.differs(path, 'L-10', 'the last three runs that succeeded are kept, and the last that failed');
  else if (setting === 'network') {
    ledger.differs(path, 'L-10', 'the pod of the run reaches what the network policies of this network let it reach');
  } else if (setting === 'tty') ledger.notApplicable(path, 'L-10', 'nobody looks at the terminal of a run');
  else if (setting === 'pull') ledger.differs(path, 'L-10', 'pulled when the node lacks it, always without a fixed tag');
  else
    ledger.refused(path, 'L-10', `the pod of the run has no ${setting}`, Object.hasOwn(lostSettings, setting) ? lostSettings[setting] : {});
}

function cronJob(
  name: string,
  run: { readonly image: string; readonly words: readonly string[]; readonly network: string | undefined },
  when: Readonly<Record<string, unknown>>,
  context: PlanContext,
): { apiVersion: string; kind: string; metadata: { name: string; labels: Record<string, string> }; spec: object } {
  const labels = { ...objectLabels(context, name), 'app.kubernetes.io/instance': name };
  const mark = run.network === undefined ? undefined : networkMarks(context.project).get(run.network);
  const podLabels = { ...labels, ...(context.hasPolicies && mark !== undefined && { [`${labelDomain}/${mark}`]: 'true' }) };
  const parsed = parseImageReference(run.image);
  const isFloating = parsed.ok && parsed.value.digest === undefined && (parsed.value.tag ?? 'latest') === 'latest';
  const secrets = [...new Set(context.options.imagePullSecrets)].map((secret) => ({ name: secret }));
  const pod = {
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    ...(secrets.length > 0 && { imagePullSecrets: secrets }),
    enableServiceLinks: false,
    securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name,
        image: run.image,
        imagePullPolicy: isFloating ? 'Always' : 'IfNotPresent',
        ...(run.words.length > 0 && { args: run.words.map(escapeDollar) }),
      },
    ],
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name, labels },
    spec: {
      ...when,
      jobTemplate: { metadata: { labels }, spec: { backoffLimit: 0, template: { metadata: { labels: podLabels }, spec: pod } } },
    },
  };
}
