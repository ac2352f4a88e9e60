import { Testing } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { ComposeChart } from '../../../charts/compose-chart.ts';
import { ComposeError, type ComposeSource, readProject } from '../../../charts/read-project.ts';
import { memoryHost } from '../../support/memory-host.ts';

function sourceOf(compose: string, more: Partial<ComposeSource> = {}): ComposeSource {
  return { files: ['compose.yaml'], projectName: 'shop', host: memoryHost({ 'compose.yaml': compose }), ...more };
}

function linesOf(source: ComposeSource): readonly string[] {
  try {
    readProject(source);
  } catch (error) {
    if (error instanceof ComposeError) return error.message.split('\n');
    throw error;
  }
  return [];
}

const good = 'services: {web: {image: "nginx:1", ports: ["80:80"]}}';
const socket = 'services:\n  web:\n    image: nginx:1\n    volumes: [/var/run/docker.sock:/var/run/docker.sock]\n';

describe('ComposeChart of Compose files', () => {
  it('holds what the command writes', () => {
    const chart = new ComposeChart(Testing.app(), 'shop', sourceOf(good));
    expect(chart.object('Deployment', 'web')?.toJson()).toMatchObject({ kind: 'Deployment', metadata: { name: 'web' } });
    expect(chart.objects.map((object) => object.toJson() as unknown)).toEqual(readProject(sourceOf(good)).objects);
  });

  it('passes options on', () => {
    const chart = new ComposeChart(Testing.app(), 'shop', sourceOf(good, { options: { namespace: 'prod', expose: 'none' } }));
    expect(chart.object('Namespace', 'prod')).toBeDefined();
    expect(chart.object('Service', 'web-public')).toBeUndefined();
  });

  it.each([
    ['an invalid file', sourceOf('services: {web: {imagee: x}}'), /^compose\.yaml:1:\d+: DIAG-02 /],
    ['a file that is not there', sourceOf(good, { files: ['other.yaml'] }), /^A-02: /],
    ['a refusal at level error', sourceOf(socket), /^compose\.yaml:4:\d+: \S+ services\.web\.volumes/],
  ])('%s is an error with a line for each reason', (_name, source, line) => {
    const lines = linesOf(source);
    expect(lines).not.toEqual([]);
    expect(
      lines.some((one) => line.test(one)),
      lines.join('\n'),
    ).toBe(true);
  });

  it('lets pass what is forced or accepted', () => {
    const rules = linesOf(sourceOf(socket)).map((one) => /: (\S+) services/.exec(one)?.[1] ?? '');
    expect(linesOf(sourceOf(socket, { accept: rules }))).toEqual([]);
    expect(linesOf(sourceOf(socket, { force: true }))).toEqual([]);
  });
});
