import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { formatPath, type Path } from '../../source/node-tools.ts';
import type { PlanContext } from '../context.ts';
import { textOf } from '../texts.ts';
import type { BoundFile } from './bound-files.ts';

/** DIAG-35: a script with the line ends of Windows names an interpreter that does not exist, `/bin/sh\r`. */
export function reportCarriageReturns(file: BoundFile, path: Path, context: Pick<PlanContext, 'ledger' | 'diagnostics'>): void {
  const text = textOf(file.bytes);
  if (
    text === undefined ||
    !text.includes('\r\n') ||
    !(file.executable || text.startsWith('#!') || /\.(sh|bash|py|pl|rb)$/.test(file.path))
  )
    return;
  context.diagnostics.push(
    diagnostic('script-with-carriage-returns', { span: context.ledger.spanAt(path), path: formatPath(path) }, { file: file.path }),
  );
}
