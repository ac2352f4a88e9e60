import { describe, expect, it } from 'vitest';
import { socketHint } from '../../../../src/plan/storage/socket-hints.ts';

describe('socketHint (V-19)', () => {
  it.each([
    ['traefik:v3', 'Ingress'],
    ['nginxproxy/nginx-proxy', 'Ingress'],
    ['portainer/portainer-ce:2', 'chart'],
    ['containrrr/watchtower', 'tags'],
    ['willfarrell/autoheal', 'probes'],
    ['mcuadros/ofelia', 'CronJob'],
    ['gitlab/gitlab-runner', 'build'],
    ['grafana/promtail', 'DaemonSet'],
    ['acme/app', 'operator'],
    [undefined, 'operator'],
  ])('%s: %s', (image, word) => expect(socketHint(image)).toContain(word));
});
