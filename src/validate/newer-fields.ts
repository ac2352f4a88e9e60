import type { FieldRow } from '../generated/kubernetes-1.28.mjs';

/** A field that came after Kubernetes 1.28, with the minor version from which every cluster takes it: its feature is on by default there (G-11). */
interface NewerField {
  readonly since: number;
  readonly field: FieldRow;
}

/** By `type.field`; read in the feature gates and the API definitions of Kubernetes 1.34. */
export const newerFields: ReadonlyMap<string, NewerField> = new Map([
  ['LifecycleHandler.sleep', { since: 30, field: { type: 'SleepAction' } }],
  ['PodSecurityContext.appArmorProfile', { since: 30, field: { type: 'AppArmorProfile' } }],
  ['SecurityContext.appArmorProfile', { since: 30, field: { type: 'AppArmorProfile' } }],
  ['ServiceSpec.trafficDistribution', { since: 31, field: { type: 'string' } }],
  ['VolumeMount.recursiveReadOnly', { since: 31, field: { type: 'string' } }],
  ['PodSecurityContext.supplementalGroupsPolicy', { since: 33, field: { type: 'string' } }],
]);

export const newerTypes: Readonly<Record<string, Readonly<Record<string, FieldRow>>>> = {
  AppArmorProfile: { type: { type: 'string', required: true }, localhostProfile: { type: 'string' } },
  SleepAction: { seconds: { type: 'integer', required: true } },
};

/** Fields that Kubernetes 1.28 knows and drops or ignores, with the minor version from which they work. */
export const gatedFields: ReadonlyMap<string, number> = new Map([
  ['Container.restartPolicy', 29],
  ['PodSpec.hostUsers', 33],
]);
