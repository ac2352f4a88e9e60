import { parseImageReference } from '../../value/image-reference.ts';

/** What does in a cluster what programs do through the Docker socket elsewhere, by a word of the image's name (V-19). */
const hints: readonly (readonly [RegExp, string])[] = [
  [/traefik|nginx-proxy|caddy-docker-proxy/, 'an Ingress controller reads routes from the cluster: write an Ingress instead of labels'],
  [/portainer/, 'install Portainer with its own chart for Kubernetes'],
  [/watchtower|diun|ouroboros/, 'let the delivery pipeline or the GitOps tool update image tags'],
  [/autoheal|docker-autoheal|deunhealth/, 'liveness probes restart what is unhealthy: leave the service out'],
  [/ofelia|swarm-cronjob|cronjob/, 'write a CronJob'],
  [
    /runner|jenkins|drone|woodpecker|dind|buildkit/,
    'build images with kaniko or BuildKit without root, or use the runner that is made for Kubernetes',
  ],
  [
    /promtail|vector|fluent|filebeat|datadog|cadvisor|telegraf|alloy|logspout|dozzle/,
    'install the agent with its own chart: it reads from the nodes as a DaemonSet',
  ],
];

/** @param reference image of the service */
export function socketHint(reference: string | undefined): string {
  const parsed = reference === undefined ? undefined : parseImageReference(reference);
  const name = parsed?.ok ? parsed.value.repository : '';
  return (
    hints.find(([pattern]) => pattern.test(name))?.[1] ??
    'use what the cluster has for the purpose: Ingress, CronJob, an operator, an image builder'
  );
}
