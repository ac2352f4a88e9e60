import { describe, expect, it } from 'vitest';
import { at, convertText } from '../../../support/convert-text.ts';

function web(attributes: string): ReturnType<typeof convertText> {
  return convertText(`services: {web: {image: "a/b:1", ${attributes}}}`);
}

const podAnnotations = (attributes: string): unknown =>
  at(web(attributes).object('Deployment'), 'spec', 'template', 'metadata', 'annotations');

describe('labels and annotations (B-029, B-030)', () => {
  it.each([
    ['labels: {team: shop}', { team: 'shop' }],
    ['annotations: {a.example/b: c}', { 'a.example/b': 'c' }],
    ['labels: {a/b/c: x}', { 'waybill.dev/compose-labels': '{"a/b/c":"x"}' }],
    ['labels: {a/b/c: x}, annotations: {d/e/f: y}', { 'waybill.dev/compose-labels': '{"a/b/c":"x","d/e/f":"y"}' }],
    ['labels: {__proto__/a/b: x}', { 'waybill.dev/compose-labels': '{"__proto__/a/b":"x"}' }],
    ['labels: {traefik.enable: "true"}', undefined],
    ['labels: {api_token: abcdef}', undefined],
  ])('%s', (attributes, expected) => {
    expect(podAnnotations(attributes)).toEqual(expected);
  });

  it('puts labels of deploy on the workload alone (B-184)', () => {
    const { object } = web('deploy: {labels: {tier: front}}');
    expect(object('Deployment').metadata.annotations).toEqual({ tier: 'front' });
    expect(at(object('Deployment'), 'spec', 'template', 'metadata', 'annotations')).toBeUndefined();
  });
});

describe('what acts through the Docker API (N-42)', () => {
  it.each([
    'traefik.enable',
    'caddy',
    'caddy.reverse_proxy',
    'com.centurylinklabs.watchtower.enable',
    'homepage.group',
    'autoheal',
    'com.github.nginx-proxy.nginx-proxy.keepalive',
  ])('%s has no effect', (label) => {
    const { entries } = web(`labels: {"${label}": "true"}`);
    expect(entries.filter((e) => e.rule === 'N-42').map((e) => `${e.outcome} ${e.level}`)).toEqual(['refused warning']);
  });

  it('is worth one warning a family', () => {
    const labels = ['traefik.enable: "true"', 'traefik.http.routers.a.rule: Host(`a`)', 'homepage.group: b', 'homepage.name: c'];
    const { entries } = web(`labels: {${labels.join(', ')}}`);
    expect(entries.filter((e) => e.rule === 'N-42').map((e) => e.level)).toEqual(['warning', 'info', 'warning', 'info']);
  });

  it.each([
    ["healthcheck: {test: 'true'}", 'differs info H-05'],
    ["healthcheck: {test: 'true'}, x-waybill: {liveness: false}", 'refused warning N-42'],
  ])('autoheal stands for a liveness probe: %s (H-05)', (attributes, expected) => {
    expect(web(`labels: {autoheal: 'true'}, ${attributes}`).said('services.web.labels.autoheal')[0]).toMatch(new RegExp(`^${expected}`));
  });

  it('keys of Docker Compose are refused (B-029)', () => {
    const { said, object } = web('labels: {com.docker.compose.project: other}');
    expect(said('services.web.labels["com.docker.compose.project"]')[0]).toMatch(/^refused warning B-029/);
    expect(JSON.stringify(object('Deployment'))).not.toContain('com.docker.compose');
  });

  it('nor has the variable of nginx-proxy', () => {
    expect(web('environment: {VIRTUAL_HOST: shop.example.com}').said('services.web.environment.VIRTUAL_HOST')[0]).toMatch(
      /^differs warning N-42/,
    );
    expect(web('environment: {VIRTUAL_HOST: ""}').said('services.web.environment.VIRTUAL_HOST').join(' ')).not.toContain('N-42');
  });
});

describe('a label made from a secret variable (S-17, S-20)', () => {
  const secret = 's3cretvalue';
  const label = '{team: "x${DB_PASSWORD}"}';
  const result = convertText(
    `services:
  web:
    image: acme/web:1.0
    labels: ${label}
    annotations: ${label}
    deploy: {labels: ${label}}
    networks: [front]
    configs: [app]
    secrets: [pw]
    volumes: ["data:/data", {type: volume, source: more, target: /more, volume: {labels: ${label}}}]
    x-waybill: {labels: ${label}, annotations: ${label}}
  db: {image: "acme/db:1.0", networks: [back]}
networks: {front: {labels: ${label}}, back: {}}
volumes: {data: {labels: ${label}, x-waybill: {annotations: ${label}}}, more: {}}
configs: {app: {content: x, labels: ${label}}}
secrets: {pw: {file: ./pw, labels: ${label}}}
`,
    { env: { DB_PASSWORD: secret }, files: { pw: 'x' } },
  );

  it('stands in no object', () => {
    expect(JSON.stringify(result.objects)).not.toContain(secret);
  });

  it.each([
    ['services.web.labels.team', 'S-19'],
    ['services.web.annotations.team', 'S-19'],
    ['services.web.deploy.labels.team', 'S-19'],
    ['services.web.volumes[1].volume.labels.team', 'B-132'],
    ['networks.front.labels.team', 'B-228'],
    ['volumes.data.labels.team', 'B-234'],
    ['configs.app.labels.team', 'B-243'],
    ['secrets.pw.labels.team', 'B-253'],
  ])('%s is refused', (path, rule) => {
    expect(result.said(path)[0]).toMatch(new RegExp(`^refused warning ${rule}`));
  });

  it('is an error under x-waybill', () => {
    expect(result.diagnostics.filter((d) => d.code === 'extension-secret').map((d) => d.path)).toEqual([
      'services.web.x-waybill.labels.team',
      'services.web.x-waybill.annotations.team',
      'volumes.data.x-waybill.annotations.team',
    ]);
  });
});

describe('a name made from a secret variable (S-19)', () => {
  it.each([
    ['image: "acme/${DB_PASSWORD}:1"', ['services.web.image']],
    ['image: "a:1", hostname: "${DB_PASSWORD}"', ['services.web.hostname']],
    ['image: "a:1", ports: ["${TOKEN_PORT}:80"]', []],
    ['image: "acme/${TAG}:1"', []],
  ])('{%s}', (attributes, paths) => {
    const { diagnostics } = convertText(`services: {web: {${attributes}}}`, { env: { DB_PASSWORD: 'abcd', TOKEN_PORT: '8080', TAG: 'x' } });
    expect(diagnostics.filter((d) => d.code === 'secret-in-name').map((d) => d.path)).toEqual(paths);
  });
});
