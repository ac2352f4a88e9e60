import { redacted } from './is-literal.ts';
import { sensitiveSubstrings } from './sensitive-substrings.ts';

/** The text with `<redacted>` in place of every secret part (G-02, S-20). Masking twice changes nothing more. */
export function mask(text: string): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { start, end } of sensitiveSubstrings(text)) {
    pieces.push(text.slice(done, start), redacted);
    done = end;
  }
  pieces.push(text.slice(done));
  return pieces.join('');
}
