import type { Entry } from '../../src/ledger/entry.ts';
import type { AttributeOutcome, AttributeRow } from '../../src/model/attribute-row.ts';
import { attributeTable } from '../../src/plan/attribute-table.ts';
import { parsePath } from '../../src/source/node-tools.ts';
import { matchesPath, pathPattern, type PathPattern } from '../../src/source/path-pattern.ts';

interface Compiled {
  readonly pattern: PathPattern;
  readonly row: AttributeRow;
}

const compiled: readonly Compiled[] = attributeTable()
  .map(({ row }) => ({ pattern: pathPattern(row.attribute), row }))
  .toSorted((a, b) => b.pattern.steps.length - a.pattern.steps.length);

const extensions = compiled.find(({ row }) => row.attribute === 'x-*')?.row;

/** The row of the attribute that an entry is about; that of extensions for `x-*` anywhere. */
export function rowOf({ path }: Entry): AttributeRow | undefined {
  const steps = parsePath(path) ?? [];
  if (steps.some((step, i) => String(step).startsWith('x-') && isExtensionPlace(steps.slice(0, i)))) return extensions;
  return compiled.find(({ pattern }) => matchesPath(pattern, steps.slice(0, pattern.steps.length)))?.row;
}

/** Names that the user chooses may begin with `x-`, too. */
function isExtensionPlace(parent: readonly (string | number)[]): boolean {
  const isNameBelow = ['services', 'networks', 'volumes', 'configs', 'secrets', 'models'].includes(String(parent.at(-1)));
  const isUserMap = ['environment', 'labels', 'annotations', 'args', 'sysctls', 'depends_on', 'options', 'driver_opts', 'ulimits'];
  return !isNameBelow && !isUserMap.includes(String(parent.at(-1)));
}

/** The outcome of an entry as the table writes it. */
export function outcomeOf({ outcome, level }: Entry): AttributeOutcome | 'not-translated' {
  return outcome === 'refused' && level === 'error' ? 'refused!' : outcome;
}

/**
 * Rules that decide about attributes of any kind: a service whose profiles are not active is left out, and one that joins the
 * pod of another takes the fields of the pod from there (L-21).
 */
const general: ReadonlySet<string> = new Set(['A-64', 'L-21']);

/** What entries say that their row does not: an outcome, or a rule. Extensions follow the rules of what they steer. */
export function contradictions(entries: readonly Entry[]): readonly string[] {
  return entries
    .filter((entry) => !general.has(entry.rule))
    .flatMap((entry) => {
      const row = rowOf(entry);
      if (!row) return [`${entry.path}: no row`];
      const outcome = outcomeOf(entry);
      return [
        ...(row.outcomes.some((one) => one === outcome) ? [] : [`${row.attribute}: ${outcome} (${entry.rule} ${entry.path})`]),
        ...(row === extensions || row.rules.includes(entry.rule) ? [] : [`${row.attribute}: rule ${entry.rule} (${entry.path})`]),
      ];
    });
}
