import { describe, expect, it } from 'vitest';
import { convertText } from '../../../support/convert-text.ts';

interface Place {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly?: boolean;
}

interface PodSpec {
  readonly containers: readonly { readonly name: string; readonly volumeMounts?: readonly Place[] }[];
  readonly volumes?: readonly { readonly name: string }[];
  readonly initContainers?: readonly { readonly name: string }[];
}

function convertServices(services: string, files: Readonly<Record<string, string>> = {}): ReturnType<typeof convertText> {
  return convertText(`name: demo\nservices:\n${services}volumes:\n  data:\n  other:\n`, { files });
}

function pods(result: ReturnType<typeof convertText>): readonly PodSpec[] {
  return result.objects.flatMap((o) => {
    const spec = o['spec'] as { readonly template?: { readonly spec: PodSpec } } | undefined;
    return spec?.template ? [spec.template.spec] : [];
  });
}

function placesOf(result: ReturnType<typeof convertText>, container: string): readonly string[] {
  const found = pods(result).flatMap((pod) => pod.containers.filter((c) => c.name === container));
  return (found[0]?.volumeMounts ?? []).map((m) => `${m.name}:${m.mountPath}${m.readOnly ? ':ro' : ''}`).toSorted();
}

describe('volumes_from (V-27)', () => {
  it.each([
    ['a named volume', '"data:/d"', '[a]', '', ['data:/d']],
    ['read-only by the taker', '"data:/d"', '["a:ro"]', '', ['data:/d:ro']],
    ['read-only by the source', '"data:/d:ro"', '["a:rw"]', '', ['data:/d:ro']],
    ['its own mount wins', '"data:/d"', '[a]', 'volumes: ["other:/d"]', ['other:/d']],
    ['a tmpfs of the source stays its own', '{type: tmpfs, target: /t}', '[a]', '', []],
  ])('%s', (_, mount, from, own, places) => {
    const result = convertServices(`  a: {image: "i:1", volumes: [${mount}]}\n  b: {image: "i:1", volumes_from: ${from}, ${own}}\n`);
    expect(placesOf(result, 'b')).toEqual(places);
  });

  it('what the source took is taken, too; of two sources the later wins', () => {
    const chain =
      '  a: {image: "i:1", volumes: ["data:/d"]}\n  b: {image: "i:1", volumes_from: [a]}\n  c: {image: "i:1", volumes: ["other:/d"]}\n';
    expect(placesOf(convertServices(`${chain}  x: {image: "i:1", volumes_from: [b]}\n`), 'x')).toEqual(['data:/d']);
    expect(placesOf(convertServices(`${chain}  x: {image: "i:1", volumes_from: [b, c]}\n`), 'x')).toEqual(['other:/d']);
  });

  it('a shared volume is one claim on one node (V-05)', () => {
    const result = convertServices('  a: {image: "i:1", volumes: ["data:/d"]}\n  b: {image: "i:1", volumes_from: [a]}\n');
    expect(result.objects.filter((o) => o.kind === 'PersistentVolumeClaim').map((o) => o.metadata.name)).toEqual(['data']);
    expect(JSON.stringify(pods(result)).split('podAffinity').length - 1).toBe(2);
  });

  it('a path of the machine is judged by the image that it is mounted over (V-13)', () => {
    const files = { Dockerfile: 'FROM scratch\nCOPY src /app\n', 'src/a.txt': 'a' };
    const result = convertServices('  a: {build: ., volumes: ["./src:/app"]}\n  b: {image: "i:1", volumes_from: ["a:ro"]}\n', files);
    expect(placesOf(result, 'a')).toEqual([]);
    expect(placesOf(result, 'b')).toEqual(['src:/app:ro']);
  });

  it('an anonymous volume is refused for another pod, and shared within one (V-10)', () => {
    const apart = convertServices('  a: {image: "i:1", volumes: [/v]}\n  b: {image: "i:1", volumes_from: [a]}\n');
    expect(apart.said('services.b.volumes_from[0]').map((row) => row.split(' ').slice(0, 3).join(' '))).toContain('refused error V-27');
    const together = convertServices(
      '  a: {image: "i:1", volumes: [/v], x-waybill: {seed: true}}\n  b: {image: "i:1", network_mode: "service:a", volumes_from: [a]}\n  c: {image: "i:1", volumes_from: [a]}\n',
    );
    expect([placesOf(together, 'a'), placesOf(together, 'b'), placesOf(together, 'c')]).toEqual([['a-v:/v'], ['a-v:/v'], []]);
    expect(pods(together).find((p) => p.containers.length === 2)).toMatchObject({
      volumes: [{ name: 'a-v', emptyDir: {} }],
      initContainers: [{ name: 'seed-a-v' }],
    });
  });

  it.each([
    ['a container elsewhere', '  b: {image: "i:1", volumes_from: ["container:x"]}\n', 'refused error V-27'],
    [
      'secrets',
      '  a: {image: "i:1", configs: [f]}\n  b: {image: "i:1", volumes_from: [a]}\nconfigs:\n  f: {content: x}\n',
      'differs warning V-27',
    ],
    ['a VOLUME of the image', '  a: {image: "redis:7", command: [a]}\n  b: {image: "i:1", volumes_from: [a]}\n', 'differs warning V-27'],
    ['nothing', '  a: {image: "i:1"}\n  b: {image: "i:1", volumes_from: [a]}\n', 'exact info V-27'],
  ])('says what becomes of %s', (_, services, row) => {
    const said = convertServices(services).said('services.b.volumes_from[0]');
    expect(said.map((one) => one.split(' ').slice(0, 3).join(' '))).toContain(row);
  });
});
