import type { Precondition } from '../ledger/entry.ts';
import type { Conversion } from '../pipeline.ts';
import { type Summary, summarise } from './summary.ts';
import type { Style } from './style.ts';
import { counted, oneLine, wrapped } from './terminal-text.ts';

const label = (name: string): string => `  ${name.padEnd(12)}`;

export interface SummaryOptions {
  /** Preconditions shown; the others are counted. */
  readonly preconditions: number;
  readonly style: Style;
  /** Columns. */
  readonly width: number;
}

/** What was made of the project, what is public, and what has to be done before it works: about a screenful. */
export function renderSummary(conversion: Conversion, options: SummaryOptions): readonly string[] {
  const { project, additions, preconditions } = conversion;
  if (!project) return [];
  const { width } = options;
  const summary = summarise(conversion);
  const left = [...project.inactive].map(([name, profiles]) => `${oneLine(name)} (profile ${oneLine(profiles.join(', '))})`);
  return [
    `${options.style.bold(oneLine(project.name))}: ${counted(conversion.objects.length, 'object')} from ${counted(project.services.size, 'service')}`,
    ...wrapped(
      label('objects'),
      [...summary.objects].map(([kind, number]) => counted(number, kind)),
      width,
    ),
    ...wrapped(label('attributes'), outcomes(summary), width),
    ...(additions.length > 0 ? [`${label('added')}${counted(additions.length, 'thing')} that the input does not say`] : []),
    ...(summary.published.length > 0 ? wrapped(label('public'), summary.published, width) : []),
    ...(left.length > 0 ? wrapped(label('left out'), left, width) : []),
    ...decisions(conversion),
    ...renderPreconditions(preconditions, options),
  ];
}

/** How much asks for a look, and whether there are data to move. */
function decisions({ entries, diagnostics, dataMoves }: Conversion): readonly string[] {
  const levels = [...entries.map(({ level }) => level), ...diagnostics.map(({ severity }) => severity)];
  const count = (wanted: string): number => levels.filter((level) => level === wanted).length;
  const parts = (['error', 'warning'] as const).filter((level) => count(level) > 0).map((level) => counted(count(level), level));
  return [
    ...(parts.length > 0 ? [`${label('to decide')}${parts.join(', ')}`] : []),
    ...(dataMoves.length > 0
      ? [`${label('data')}${counted(dataMoves.length, 'volume')} to fill from Docker: the account has the commands`]
      : []),
  ];
}

function outcomes({ exact, differs, refused, notApplicable }: Summary): readonly string[] {
  return [
    `${exact} exact`,
    `${differs} ${differs === 1 ? 'differs' : 'differ'}`,
    `${refused} refused`,
    `${notApplicable} not applicable in a cluster`,
  ];
}

/** The conditions as comments, with commands that can be pasted. */
function renderPreconditions(preconditions: readonly Precondition[], options: SummaryOptions): readonly string[] {
  if (preconditions.length === 0) return [];
  const shown = preconditions.slice(0, options.preconditions);
  const more = preconditions.length - shown.length;
  return [
    `${options.style.bold('before you apply')}, see to it that`,
    ...shown.flatMap(({ message, command }) => [
      options.style.dim(`  # ${oneLine(message)}`),
      ...(command === undefined ? [] : [`  ${oneLine(command)}`]),
    ]),
    ...(more > 0 ? [options.style.dim(`  # and ${more} more, see the report`)] : []),
  ];
}
