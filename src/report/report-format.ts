/** The forms of the account; `github` are workflow commands, which only `check` prints. */
export const reportFormats = ['text', 'json', 'sarif', 'markdown', 'html', 'github'] as const;
export type ReportFormat = (typeof reportFormats)[number];

const byExtension: ReadonlyMap<string, ReportFormat> = new Map([
  ['json', 'json'],
  ['sarif', 'sarif'],
  ['md', 'markdown'],
  ['markdown', 'markdown'],
  ['html', 'html'],
  ['htm', 'html'],
]);

/** The format that a file's name asks for: `report.sarif`, `report.sarif.json`; text for names that say nothing. */
export function formatOfFile(name: string): ReportFormat {
  const lower = name.toLowerCase();
  if (lower.endsWith('.sarif.json')) return 'sarif';
  return byExtension.get(lower.slice(lower.lastIndexOf('.') + 1)) ?? 'text';
}
