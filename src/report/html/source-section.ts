import { escaped, tag } from '../markup.ts';
import { outcomeTexts } from './item-markup.ts';
import { lineAnchor } from './page-data.ts';
import type { SourceLine, SourceText } from './source-lines.ts';
import { blockScalarTracker, tinted } from './tinted.ts';

/** The files side by side with the panel that tells about the line that is chosen. */
export function printSource(texts: readonly SourceText[]): string {
  if (texts.length === 0) return '';
  return `<p class="help">Choose a line to see what became of it. Keys: ↑ ↓ line, <kbd>n</kbd> <kbd>p</kbd> next and previous line that is not exact, <kbd>Enter</kbd> to what it became, <kbd>Esc</kbd> back.</p>
<div class="work">
<div class="files">
${texts.map(printFile).join('\n')}
</div>
<aside id="panel" tabindex="-1" aria-live="polite" aria-label="What became of the line"><p class="empty">No line is chosen.</p></aside>
</div>`;
}

function printFile({ file, lines }: SourceText, number: number): string {
  const isText = blockScalarTracker();
  const rows = lines.map((line, i) => printLine(line, i, { path: file.path, isText: isText(line.text) }));
  const label = escaped(file.path);
  return `<details class="file" open><summary>${label}</summary>
<div class="code" role="listbox" aria-label="${label}" data-file="${number}" data-path="${label}">${rows.join('')}</div>
</details>`;
}

function printLine(
  { text, hidden, mark }: SourceLine,
  line: number,
  { path, isText }: { readonly path: string; readonly isText: boolean },
): string {
  const said = mark === undefined || mark === 'exact' ? '' : `<span class="sr">${outcomeTexts[mark]}: </span>`;
  return tag(
    'div',
    {
      class: mark === undefined ? 'l' : `l ${mark}`,
      id: lineAnchor(path, line),
      role: 'option',
      tabindex: line === 0 ? 0 : -1,
    },
    `${said}${tinted(text, hidden, isText)}\n`,
  );
}
