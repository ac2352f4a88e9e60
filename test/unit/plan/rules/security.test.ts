import { describe, expect, it } from 'vitest';
import { at, containerOf, convertText, podOf } from '../../../support/convert-text.ts';

function web(attributes: string): ReturnType<typeof convertText> {
  return convertText(`services: {web: {image: "a/b:1", ${attributes}}}`);
}

describe('capabilities (SEC-05, SEC-06)', () => {
  it('have no prefix, are in upper case and there once', () => {
    const { object } = web('cap_add: [CAP_NET_ADMIN, net_admin, sys_time], cap_drop: [all]');
    expect(at(containerOf(object('Deployment')), 'securityContext', 'capabilities')).toEqual({
      add: ['NET_ADMIN', 'SYS_TIME'],
      drop: ['ALL'],
    });
  });
});

describe('what a runtime gives unasked (SEC-05)', () => {
  it.each([
    ['', false],
    ['cap_add: [NET_ADMIN]', true],
    ['cap_drop: [NET_RAW]', true],
    ['cap_drop: [ALL], cap_add: [CHOWN]', false],
  ])('{%s}', (attributes, isSaid) => {
    expect(web(attributes).additions.some((a) => a.rule === 'SEC-05')).toBe(isSaid);
  });
});

describe('security_opt', () => {
  it.each([
    ['no-new-privileges', 'exact info SEC-08', { allowPrivilegeEscalation: false }],
    ['no-new-privileges:true', 'exact info SEC-08', { allowPrivilegeEscalation: false }],
    ['no-new-privileges=true', 'exact info SEC-08', { allowPrivilegeEscalation: false }],
    ['no-new-privileges:false', 'exact info SEC-08', undefined],
    ['label=disable', 'differs info SEC-11', { seLinuxOptions: { type: 'spc_t' } }],
    ['label:user:system_u', 'exact info SEC-11', { seLinuxOptions: { user: 'system_u' } }],
    ['label=nothing:x', 'refused warning SEC-11', undefined],
    ['seccomp=builtin', 'exact info SEC-09', undefined],
    ['seccomp=unconfined', 'exact info SEC-09', undefined],
    ['seccomp=./p.json', 'refused error SEC-09', undefined],
    ['apparmor=docker-default', 'differs info SEC-10', undefined],
    ['systempaths=unconfined', 'refused error SEC-12', undefined],
    ['credentialspec=file://x', 'refused error SEC-12', undefined],
    ['other=1', 'refused warning SEC-12', undefined],
  ])('%s', (option, said, container) => {
    const result = web(`security_opt: ["${option}"]`);
    expect(result.said('services.web.security_opt[0]')[0]).toMatch(new RegExp(`^${said}`));
    expect(at(containerOf(result.object('Deployment')), 'securityContext')).toEqual(container);
  });

  it.each([
    ['unconfined', 'Unconfined'],
    ['builtin', 'RuntimeDefault'],
  ])('seccomp=%s is %s for the pod (SEC-09)', (option, type) => {
    const { object } = web(`security_opt: ["seccomp=${option}"]`);
    expect(at(podOf(object('Deployment')), 'securityContext', 'seccompProfile', 'type')).toBe(type);
  });

  it.each([
    ['seccomp=unconfined', 'seccomp=builtin', { podSeccomp: 'RuntimeDefault' }],
    ['seccomp:builtin', 'seccomp=unconfined', { podSeccomp: 'Unconfined' }],
    ['no-new-privileges', 'no-new-privileges:false', { podSeccomp: 'RuntimeDefault' }],
    ['apparmor=own', 'apparmor=unconfined', { podSeccomp: 'RuntimeDefault', appArmorProfile: { type: 'Unconfined' } }],
  ])('%s is outdone by %s, as in Docker (B-171)', (earlier, later, { podSeccomp, ...container }) => {
    const { object, said, violations } = convertText(`services: {web: {image: "a/b:1", security_opt: ["${earlier}", "${later}"]}}`, {
      options: { minVersion: 30 },
    });
    expect(at(podOf(object('Deployment')), 'securityContext', 'seccompProfile', 'type')).toBe(podSeccomp);
    expect(at(containerOf(object('Deployment')), 'securityContext') ?? {}).toEqual(container);
    expect(said('services.web.security_opt[0]')[0]).toMatch(/^differs info B-171/);
    expect(violations).toEqual([]);
  });

  it('puts the labels of SELinux together (SEC-11)', () => {
    const { object } = web('security_opt: ["label=type:a_t", "label=level:s0:c1,c2"]');
    expect(at(containerOf(object('Deployment')), 'securityContext', 'seLinuxOptions')).toEqual({ type: 'a_t', level: 's0:c1,c2' });
  });

  it('lets a privileged container gain privileges, which the API server demands (SEC-08)', () => {
    const { object, said } = web('privileged: true, security_opt: [no-new-privileges]');
    expect(at(containerOf(object('Deployment')), 'securityContext')).toEqual({ privileged: true });
    expect(said('services.web.security_opt[0]')[0]).toMatch(/^refused warning SEC-08/);
  });
});

describe('privileged (SEC-07, DIAG-30)', () => {
  it.each([
    ['true', 'differs warning SEC-07', { privileged: true }],
    ['false', 'exact info SEC-07', undefined],
  ])('%s', (value, expected, security) => {
    const { object, said } = web(`privileged: ${value}`);
    expect(said('services.web.privileged')[0]).toMatch(new RegExp(`^${expected}`));
    expect(at(containerOf(object('Deployment')), 'securityContext')).toEqual(security);
  });
});

describe('AppArmor (SEC-10)', () => {
  const key = 'container.apparmor.security.beta.kubernetes.io/web';
  it.each([
    [28, 'own', 'differs info', 'localhost/own', undefined],
    [29, 'unconfined', 'differs info', 'unconfined', undefined],
    [30, 'own', 'exact info', undefined, { type: 'Localhost', localhostProfile: 'own' }],
    [30, 'unconfined', 'exact info', undefined, { type: 'Unconfined' }],
    [34, 'docker-default', 'exact info', undefined, { type: 'RuntimeDefault' }],
  ] as const)('1.%d: apparmor=%s', (minVersion, profile, expected, annotation, field) => {
    const { object, said, violations, preconditions } = convertText(
      `services: {web: {image: "a/b:1", security_opt: ["apparmor=${profile}"]}}`,
      { options: { minVersion } },
    );
    const workload = object('Deployment');
    expect(said('services.web.security_opt[0]')[0]).toMatch(new RegExp(`^${expected} SEC-10`));
    expect(at(workload, 'spec', 'template', 'metadata', 'annotations', key)).toBe(annotation);
    expect(at(containerOf(workload), 'securityContext', 'appArmorProfile')).toEqual(field);
    expect(preconditions.some((p) => p.rule === 'SEC-10')).toBe(profile === 'own');
    expect(violations).toEqual([]);
  });

  it('unconfined by the field needs the level privileged (SEC-19)', () => {
    const { additions } = convertText('services: {web: {image: "a/b:1", security_opt: ["apparmor=unconfined"]}}', {
      options: { minVersion: 30 },
    });
    expect(additions.find((a) => a.rule === 'SEC-19')?.message).toContain('baseline forbids AppArmor unconfined');
  });
});

describe('SYS_ADMIN beside no-new-privileges (SEC-08)', () => {
  it('is taken by the API server', () => {
    const { object, violations } = web('cap_add: [SYS_ADMIN], security_opt: [no-new-privileges]');
    expect(at(containerOf(object('Deployment')), 'securityContext')).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { add: ['SYS_ADMIN'] },
    });
    expect(violations).toEqual([]);
  });
});

describe('groups (SEC-04, B-016)', () => {
  it('are numbers, by name where the Dockerfile tells them', () => {
    const files = { Dockerfile: 'FROM alpine:3.20\nRUN addgroup -g 600 staff\n' };
    const { object, said } = convertText('services: {web: {build: ., group_add: ["44", staff, "44", nobody-knows]}}', { files });
    expect(at(podOf(object('Deployment')), 'securityContext', 'supplementalGroups')).toEqual([44, 600]);
    expect([1, 2].map((i) => said(`services.web.group_add[${i}]`)[0]?.split(' ').slice(0, 3).join(' '))).toEqual([
      'differs info SEC-04',
      'refused warning B-016',
    ]);
  });
});
