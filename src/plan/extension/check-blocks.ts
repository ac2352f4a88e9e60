import type { DiagnosticCode } from '../../diagnostics/codes.ts';
import { diagnostic, type DiagnosticData } from '../../diagnostics/diagnostic.ts';
import type { MapNode } from '../../source/node.ts';
import { formatPath, getAt, type Path, toPlain } from '../../source/node-tools.ts';
import type { PlanContext } from '../context.ts';
import type { ExtensionProblem } from '../extension.ts';
import { isTainted } from '../sensitive/taint.ts';
import { isReserved, isSecret } from './metadata-keys.ts';
import { readExtension, readProjectExtension, readVolumeExtension } from './read.ts';

interface Metadata {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Reports everything in the `x-waybill` blocks of a project that cannot be used, each at its place. */
export function checkBlocks(context: PlanContext): void {
  const { project } = context;
  const readers = { services: readExtension, volumes: readVolumeExtension } as const;
  checkBlock(['x-waybill'], readProjectExtension, context);
  for (const [kind, read] of Object.entries(readers)) {
    for (const name of project[kind as keyof typeof readers].keys()) checkBlock([kind, name, 'x-waybill'], read, context);
  }
}

type Read = (block: unknown) => { readonly extension: Metadata; readonly problems: readonly ExtensionProblem[] };

function checkBlock(path: Path, read: Read, context: PlanContext): void {
  const node = getAt(context.project.tree, path);
  if (!node) return;
  const { extension, problems } = read(toPlain(node));
  for (const problem of problems) reportProblem(problem, path, context);
  for (const field of ['labels', 'annotations'] as const) {
    for (const [key, value] of Object.entries(extension[field] ?? {})) {
      const at = [...path, field, key];
      if (isReserved(key)) report('extension-reserved', at, true, { key }, context);
      else if (isSecret(key, value) || isTainted(at, context.project)) report('extension-secret', at, true, { key }, context);
    }
  }
}

function reportProblem({ kind, path, isKey, ...facts }: ExtensionProblem, block: Path, context: PlanContext): void {
  const at = [...block, ...path];
  const { known, near, expected } = facts;
  const data = kind === 'unknown' ? { key: String(path.at(-1)), known, near } : { expected, near };
  report(kind === 'unknown' ? 'extension-unknown' : 'extension-invalid', at, isKey === true, data, context);
}

function report(code: DiagnosticCode, at: Path, isKey: boolean, data: DiagnosticData, { ledger, diagnostics, project }: PlanContext): void {
  const span = (isKey ? keySpan(project.tree, at) : undefined) ?? ledger.spanAt(at);
  diagnostics.push(diagnostic(code, { span, path: formatPath(at) }, data));
}

/** Where the last key of a path stands. */
function keySpan(tree: MapNode, path: Path): MapNode['span'] | undefined {
  const parent = getAt(tree, path.slice(0, -1));
  return parent?.kind === 'map' ? parent.entries.get(String(path.at(-1)))?.keySpan : undefined;
}
