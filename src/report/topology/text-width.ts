/**
 * Width in units of the font size of the characters of a common sans-serif face, rounded up, so that a text fits in whatever face
 * the reader has: by groups, after the advance widths of Arial, Segoe UI and DejaVu Sans.
 */
const groups: readonly (readonly [pattern: RegExp, width: number])[] = [
  [/[iljI.,:;|'!]/, 0.34],
  [/[ftr()[\]{}\-/\\ "*]/, 0.42],
  [/[mwMW@%]/, 0.96],
  [/[\u1100-\u115f\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[^\u0000-\uffff]/u, 1.05],
  [/\p{Lu}/u, 0.74],
];
const otherWidth = 0.61;
/** Of all characters of a monospaced face but the wide ones. */
const monospaced = 0.63;
/** A semibold face against a regular one. */
const bolder = 1.1;

export interface Face {
  /** Of the font, in pixels. */
  readonly size: number;
  readonly isBold?: boolean;
  readonly isMonospaced?: boolean;
}

/** The width in pixels that a text takes at most. */
export function widthOf(text: string, { size, isBold = false, isMonospaced = false }: Face): number {
  let width = 0;
  for (const character of text) {
    const proportional = groups.find(([pattern]) => pattern.test(character))?.[1] ?? otherWidth;
    width += isMonospaced ? Math.max(monospaced, proportional > 1 ? proportional : 0) : proportional;
  }
  return width * size * (isBold ? bolder : 1);
}

/** The text, or its beginning with `…`, in at most so many pixels. */
export function fitted(text: string, face: Face, width: number): string {
  if (widthOf(text, face) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (widthOf(`${kept}${character}…`, face) > width) break;
    kept += character;
  }
  return `${kept}…`;
}
