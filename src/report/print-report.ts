import type { Verdict } from '../gate/gate.ts';
import type { Conversion } from '../pipeline.ts';
import type { ReportFormat } from './report-format.ts';
import type { TextReportOptions } from './text-report.ts';

export interface PrintOptions {
  /** Of this tool. */
  readonly version: string;
  /** Absent when the input was invalid. */
  readonly verdict?: Verdict;
  /** How text is laid out; as for a file unless given. */
  readonly text?: Partial<TextReportOptions>;
}

/** The account in one of the formats. Each is loaded when it is asked for: most runs print none. */
export async function printReport(conversion: Conversion, format: ReportFormat, options: PrintOptions): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('./text-report.ts')).printTextReport(conversion, options.text);
    case 'json':
      return (await import('./json-report.ts')).printJsonReport(conversion);
    case 'sarif':
      return (await import('./sarif-report.ts')).printSarifReport(conversion, options);
    case 'markdown':
      return (await import('./markdown-report.ts')).printMarkdownReport(conversion);
    case 'html':
      return (await import('./html/html-report.ts')).printHtmlReport(conversion);
    case 'github':
      return (await import('./github-annotations.ts')).printGithubAnnotations(conversion);
  }
}
