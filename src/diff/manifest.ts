import { parseAllDocuments } from 'yaml';
import type { KubeObject } from '../plan/kubernetes.ts';

/** A manifest that cannot be read: what is wrong, and where. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
  constructor(place: string, detail: string) {
    super(`${place}: ${detail}`);
  }
}

/** The objects of a file of manifests, `List` objects taken apart. @throws ManifestError */
export function readManifests(text: string, place: string): readonly KubeObject[] {
  const documents = parseAllDocuments(text, { version: '1.2', uniqueKeys: true, stringKeys: true });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => {
    const [problem] = document.errors;
    if (problem) {
      const [start] = problem.linePos ?? [];
      throw new ManifestError(start ? `${place}:${start.line}:${start.col}` : place, 'no YAML that Kubernetes reads');
    }
    return objectsOf(document.toJS({ maxAliasCount: 1000 }), place);
  });
}

function objectsOf(value: unknown, place: string): readonly KubeObject[] {
  if (value === null || value === undefined) return [];
  if (!isRecord(value) || typeof value['kind'] !== 'string') throw new ManifestError(place, 'holds something that is no Kubernetes object');
  if (value['kind'].endsWith('List') && Array.isArray(value['items'])) return value['items'].flatMap((item) => objectsOf(item, place));
  const { apiVersion, kind, metadata } = value;
  if (typeof apiVersion !== 'string' || !isRecord(metadata) || typeof metadata['name'] !== 'string') {
    throw new ManifestError(place, `holds a ${kind} without apiVersion or name`);
  }
  return [value as unknown as KubeObject];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
