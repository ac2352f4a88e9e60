import { describe, expect, it } from 'vitest';
import { podSecurityOf } from '../../../src/plan/pod-security.ts';

const closed = { runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

describe('the level of a pod (SEC-19)', () => {
  it('is restricted when every container is', () => {
    const spec = {
      containers: [{ securityContext: closed }],
      initContainers: [{ securityContext: closed }],
      volumes: [{ name: 'a', emptyDir: {} }],
    };
    expect(podSecurityOf({ spec })).toEqual({ level: 'restricted', blockers: [] });
  });

  it.each([
    ['a plain container', { containers: [{}] }, ['runAsNonRoot', 'allowPrivilegeEscalation: false', 'capabilities drop ALL']],
    [
      'an init container',
      { containers: [{ securityContext: closed }], initContainers: [{ securityContext: { ...closed, runAsNonRoot: false } }] },
      ['runAsNonRoot'],
    ],
    ['root', { containers: [{ securityContext: { ...closed, runAsUser: 0 } }] }, ['a user other than root']],
    [
      'a capability',
      { containers: [{ securityContext: { ...closed, capabilities: { drop: ['ALL'], add: ['CHOWN', 'NET_BIND_SERVICE'] } } }] },
      ['no capability CHOWN'],
    ],
    ['an NFS volume', { containers: [{ securityContext: closed }], volumes: [{ name: 'a', nfs: {} }] }, ['no nfs volume']],
  ])('is baseline for %s', (_, spec, blockers) => {
    expect(podSecurityOf({ spec })).toEqual({ level: 'baseline', blockers });
  });

  it.each([
    ['hostNetwork', { hostNetwork: true, containers: [{}] }],
    ['hostPID', { hostPID: true, containers: [{}] }],
    ['hostIPC', { hostIPC: true, containers: [{}] }],
    ['hostPath', { containers: [{}], volumes: [{ name: 'a', hostPath: { path: '/dev' } }] }],
    ['seccomp Unconfined', { containers: [{}], securityContext: { seccompProfile: { type: 'Unconfined' } } }],
    ['privileged', { containers: [{ securityContext: { privileged: true } }] }],
    ['hostPort', { containers: [{ ports: [{ hostPort: 80 }] }] }],
    ['capability NET_ADMIN', { containers: [{ securityContext: { capabilities: { add: ['NET_ADMIN', 'CHOWN'] } } }] }],
    ['seLinuxOptions', { containers: [{ securityContext: { seLinuxOptions: { type: 'spc_t' } } }] }],
  ])('is privileged with %s', (blocker, spec) => {
    expect(podSecurityOf({ spec })).toEqual({ level: 'privileged', blockers: [blocker] });
  });

  it('is privileged without AppArmor', () => {
    const metadata = { annotations: { 'container.apparmor.security.beta.kubernetes.io/web': 'unconfined' } };
    expect(podSecurityOf({ metadata, spec: { containers: [{}] } })).toEqual({ level: 'privileged', blockers: ['AppArmor unconfined'] });
  });
});
