import type { Project } from '../../model/project.ts';
import type { Service } from '../../model/service.ts';
import type { Path } from '../../source/node-tools.ts';
import { type CronSchedule, parseCron } from '../../value/cron.ts';
import { originOf } from '../extension/effective.ts';
import type { Extension } from '../extension.ts';
import { isScheduler, isTrue, labelOf, type OfeliaJob, ofeliaJobs, scheduleLabels } from './labels.ts';

/** When a service runs, where it runs by a schedule and not all the time. */
export interface OwnSchedule {
  readonly schedule: CronSchedule;
  /** The attribute that says so. */
  readonly path: Path;
  readonly concurrency?: 'Allow' | 'Forbid' | 'Replace';
  /** Pods of one run; 1 where nothing says so. */
  readonly replicas?: number;
}

/** L-10: `x-waybill.schedule` before `swarm.cronjob.schedule` before a job of ofelia that starts the container of the service. */
export function ownSchedule(key: string, service: Service, extension: Extension, project: Project): OwnSchedule | undefined {
  if (extension.schedule) return scheduleOfExtension(extension.schedule, originOf(key, 'schedule', project));
  return scheduleOfSwarm(key, service, project) ?? scheduleOfStart(key, service, project);
}

function scheduleOfExtension({ cron, concurrency, timeZone }: NonNullable<Extension['schedule']>, path: Path): OwnSchedule | undefined {
  const parsed = parseCron(cron);
  if (!parsed.ok) return undefined;
  return {
    schedule: { ...parsed.value, ...(timeZone !== undefined && { timeZone }) },
    path,
    ...(concurrency && { concurrency }),
  };
}

function scheduleOfSwarm(key: string, service: Service, project: Project): OwnSchedule | undefined {
  const labels = scheduleLabels(key, service);
  const label = labelOf(labels, 'swarm.cronjob.schedule');
  if (!label || !isTrue(labelOf(labels, 'swarm.cronjob.enable'))) return undefined;
  const schedule = inZone(label.value, 'swarm-cronjob', project);
  const replicas = Number(labelOf(labels, 'swarm.cronjob.replicas')?.value ?? '1');
  return (
    schedule && {
      schedule,
      path: label.path,
      ...(isTrue(labelOf(labels, 'swarm.cronjob.skip-running')) && { concurrency: 'Forbid' }),
      ...(Number.isInteger(replicas) && replicas > 1 && { replicas }),
    }
  );
}

/** A job that starts a container that is there: the service runs when the job does. */
function scheduleOfStart(key: string, service: Service, project: Project): OwnSchedule | undefined {
  const jobs = startJobs(project);
  const job = containerNames(key, service, project).flatMap((name) => jobs.get(name) ?? [])[0];
  const label = job?.settings.get('schedule');
  const schedule = label && inZone(label.value, 'ofelia', project);
  if (!schedule) return undefined;
  return { schedule, path: label.path, ...(isTrue(job?.settings.get('no-overlap')) && { concurrency: 'Forbid' }) };
}

const startJobsOf = new WeakMap<Project, ReadonlyMap<string, OfeliaJob>>();

/** The jobs that start a container, by its name; gathered once a project. */
function startJobs(project: Project): ReadonlyMap<string, OfeliaJob> {
  const known = startJobsOf.get(project);
  if (known) return known;
  const jobs = new Map<string, OfeliaJob>();
  for (const [key, service] of project.services)
    for (const job of ofeliaJobs(scheduleLabels(key, service))) {
      const container = job.settings.get('container')?.value;
      if (job.kind === 'job-run' && container !== undefined && !job.settings.has('image')) jobs.set(container, job);
    }
  startJobsOf.set(project, jobs);
  return jobs;
}

/** The service whose container has a name. */
export function serviceOfContainer(name: string, project: Project): string | undefined {
  return [...project.services].find(([key, service]) => containerNames(key, service, project).includes(name))?.[0];
}

function containerNames(key: string, { container_name: own }: Service, { name }: Project): readonly string[] {
  return own === undefined ? [`${name}-${key}-1`, `${name}_${key}_1`] : [own];
}

/** A schedule in the time zone of the scheduler, where the project states one. */
export function inZone(text: string, scheduler: string, project: Project): CronSchedule | undefined {
  const parsed = parseCron(text);
  if (!parsed.ok) return undefined;
  const zone = [...project.services.values()].find((s) => isScheduler(s) && (s.image ?? '').includes(scheduler))?.environment?.['TZ'];
  if (parsed.value.timeZone !== undefined || zone === undefined || zone === null || zone === '') return parsed.value;
  return { ...parsed.value, timeZone: zone };
}
