import type { Precondition } from '../../ledger/entry.ts';
import type { Conversion } from '../../pipeline.ts';
import { escaped, tag } from '../markup.ts';

/** What must hold in the cluster, with commands to copy. */
export function printPreconditions(preconditions: readonly Precondition[]): string {
  if (preconditions.length === 0) return '';
  const rows = preconditions.map(
    ({ message, command }) => `<li><p>${escaped(message)}</p>${command === undefined ? '' : printCommands([command])}</li>`,
  );
  return `<p>See to it that</p>\n<ul class="steps">\n${rows.join('\n')}\n</ul>`;
}

/** For every volume the commands that bring its data into the cluster. */
export function printDataMoves(moves: Conversion['dataMoves']): string {
  return moves
    .map(
      ({ volume, claim, commands, note }) =>
        `<details class="group"><summary>${escaped(volume)} → <code>${escaped(claim)}</code></summary>\n<p>${escaped(note)}</p>\n${printCommands(commands)}\n</details>`,
    )
    .join('\n');
}

function printCommands(commands: readonly string[]): string {
  return `<div class="command"><pre>${commands.map((command) => tag('code', {}, escaped(command))).join('\n')}</pre><button type="button" class="copy">Copy</button></div>`;
}
