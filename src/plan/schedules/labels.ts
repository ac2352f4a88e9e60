import type { Service, StringMap } from '../../model/service.ts';
import type { Path } from '../../source/node-tools.ts';
import { parseImageReference } from '../../value/image-reference.ts';

/** A label of a service or of its `deploy`, with its place. */
export interface PlacedLabel {
  readonly key: string;
  readonly value: string;
  readonly path: Path;
}

/** A job of ofelia: what all labels with its kind and name say. */
export interface OfeliaJob {
  readonly kind: string;
  readonly name: string;
  readonly settings: ReadonlyMap<string, PlacedLabel>;
}

const prefixes = ['ofelia.', 'swarm.cronjob.'];

/** Whether a label tells a scheduler something (L-10). */
export function isScheduleLabel(key: string): boolean {
  return prefixes.some((prefix) => key.startsWith(prefix));
}

/** The labels of a service that tell a scheduler something, those of `deploy` last. */
export function scheduleLabels(key: string, service: Service): readonly PlacedLabel[] {
  const placed = (labels: StringMap | undefined, ...attribute: readonly string[]): readonly PlacedLabel[] =>
    Object.entries(labels ?? {}).flatMap(([label, value]) =>
      isScheduleLabel(label) ? [{ key: label, value, path: ['services', key, ...attribute, label] }] : [],
    );
  return [...placed(service.labels, 'labels'), ...placed(service.deploy?.labels, 'deploy', 'labels')];
}

/** The label with one key; that of `deploy` where both have it, for it is the one that swarm-cronjob reads. */
export function labelOf(labels: readonly PlacedLabel[], key: string): PlacedLabel | undefined {
  return labels.findLast((label) => label.key === key);
}

export function isTrue(label: PlacedLabel | undefined): boolean {
  return label !== undefined && /^(?:1|t|true)$/i.test(label.value.trim());
}

/** `ofelia.<kind>.<name>.<setting>`; ofelia knows these kinds. */
const jobLabel = /^ofelia\.(job-(?:exec|run|local|service-run))\.([^.]+)\.(.+)$/;

export function ofeliaJobs(labels: readonly PlacedLabel[]): readonly OfeliaJob[] {
  const jobs = new Map<string, { kind: string; name: string; settings: Map<string, PlacedLabel> }>();
  for (const label of labels) {
    const [, kind, name, setting] = jobLabel.exec(label.key) ?? [];
    if (kind === undefined || name === undefined || setting === undefined) continue;
    const job = jobs.get(`${kind}.${name}`) ?? { kind, name, settings: new Map<string, PlacedLabel>() };
    job.settings.set(setting, label);
    jobs.set(`${kind}.${name}`, job);
  }
  return [...jobs.values()];
}

/** Whether a service does nothing but start others by a schedule, through the Docker API: what CronJobs do in a cluster. */
export function isScheduler({ image, build }: Service): boolean {
  if (image === undefined || build) return false;
  const parsed = parseImageReference(image);
  const name = parsed.ok ? (parsed.value.repository.split('/').at(-1) ?? '') : '';
  return name === 'ofelia' || name === 'swarm-cronjob';
}
