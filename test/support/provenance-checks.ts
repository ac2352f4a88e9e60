import type { Entry } from '../../src/ledger/entry.ts';
import type { Conversion } from '../../src/pipeline.ts';
import { Provenance } from '../../src/report/provenance.ts';
import { formatPath, getAt, leaves, parsePath } from '../../src/source/node-tools.ts';
import { pointerTo, valueAt } from '../../src/value/json-pointer.ts';

/** Targets of entries and additions that lead to no object, or to nothing in it. */
export function deadTargets({ objects, entries, additions }: Conversion): readonly string[] {
  const known = new Map(objects.map((object) => [`${object.kind}/${object.metadata.name}`, object]));
  const all = [...entries.map((entry) => ({ of: entry.path, ...entry })), ...additions.map((addition) => ({ of: 'added', ...addition }))];
  return all.flatMap(({ of, rule, targets }) =>
    targets.flatMap(({ object, pointer }) => {
      const id = `${object.kind}/${object.name}`;
      const found = known.get(id);
      return found && valueAt(found, pointer) !== undefined ? [] : [`${of} ${rule} → ${id}${pointer}`];
    }),
  );
}

/** Fields of the objects that no entry, addition or structural default accounts for. */
export function fieldsWithoutSource(conversion: Conversion): readonly string[] {
  const provenance = new Provenance(conversion);
  return conversion.objects.flatMap((object) =>
    fieldsOf(object, '').flatMap((pointer) =>
      provenance.sourcesOf(object, pointer).length > 0 ? [] : [`${object.kind}/${object.metadata.name}${pointer}`],
    ),
  );
}

function fieldsOf(value: unknown, pointer: string): readonly string[] {
  const below = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return below.length === 0 ? [pointer] : below.flatMap(([key, one]) => fieldsOf(one, pointerTo(pointer, key)));
}

/** What is wrong with the account of the input: leaves that no entry covers, rows that say the same, rows about nothing. */
export function accountFaults({ project, entries }: Conversion): readonly string[] {
  if (!project) return [];
  const byPath = new Map<string, Entry[]>();
  for (const entry of entries) byPath.set(entry.path, [...(byPath.get(entry.path) ?? []), entry]);
  const missing = [...leaves(project.tree)].flatMap(({ path, segments }) =>
    segments.some((_, i) => byPath.has(formatPath(segments.slice(0, i + 1)))) ? [] : [`no entry: ${path}`],
  );
  const twice = [...byPath].flatMap(([path, rows]) => {
    const texts = rows.map((row) => [row.rule, row.message, row.span.source.path, row.span.start].join(' '));
    return new Set(texts).size < texts.length ? [`twice: ${path}`] : [];
  });
  const consumed = new Set(project.consumed.map(({ path }) => path));
  const nothing = [...byPath.keys()].filter((path) => !consumed.has(path) && getAt(project.tree, parsePath(path) ?? []) === undefined);
  return [...missing, ...twice, ...nothing.map((path) => `about nothing: ${path}`)];
}
