import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nodeHost } from '../../host/node-host.ts';
import { isLenientReading } from '../../load/lenient-readings.ts';
import { type LoadInput, load, loadTemplate } from '../../load/load.ts';
import { listNames, nameLists } from '../../load/name-lists.ts';
import { printGoJson } from '../../load/print-json.ts';
import { type PrintForm, type PrintedMap, printedProject, printedTemplate } from '../../load/print-project.ts';
import type { Project } from '../../model/project.ts';
import { renderFinding } from '../../report/diagnostics.ts';
import { findingOf } from '../../report/finding.ts';
import { createStyle } from '../../report/style.ts';
import { counted } from '../../report/terminal-text.ts';
import { WriteError } from '../../write/write-error.ts';
import { printYaml } from '../../write/yaml.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { writeErrorLines } from '../messages.ts';
import { type ConfigFlags, loadInput } from '../options.ts';
import { isColored, writeStandardError, writeStandardOutput } from '../streams.ts';

/** The command `config`: prints the project as `docker compose config` does. @returns the exit code of the process */
export async function runConfig(flags: ConfigFlags): Promise<ExitCode> {
  const { text, diagnostics } = render(loadInput(flags), flags);
  const strict = flags.strict === true;
  const findings = strict
    ? diagnostics.map((one): Diagnostic => (isLenientReading(one) ? { ...one, severity: 'error' } : one))
    : diagnostics;
  const isRefused = text === undefined || findings.some((one) => one.severity === 'error');
  if (!isRefused && flags.quiet !== true) {
    try {
      await writeStandardOutput(text);
    } catch (error) {
      if (!(error instanceof WriteError)) throw error;
      writeStandardError(writeErrorLines(error));
      return exitCode.refused;
    }
  }
  writeStandardError(findingLines(findings, flags.quiet === true));
  if (text === undefined) return exitCode.refused;
  return isRefused ? exitCode.notStrict : exitCode.done;
}

interface Rendered {
  /** Absent when the input is invalid. */
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

function render(input: LoadInput, flags: ConfigFlags): Rendered {
  const host = nodeHost();
  const list = nameLists.find((name) => flags[name] === true);
  if (!flags.interpolate && list === undefined) {
    const { template, diagnostics } = loadTemplate(input, host);
    return { ...(template && { text: inForm(printedTemplate(template.tree, template.name), flags.format) }), diagnostics };
  }
  const { project, diagnostics } = load(input, host);
  if (!project) return { diagnostics };
  if (flags.quiet === true) return { text: '', diagnostics };
  return { text: list === undefined ? projectText(project, flags.format) : linesOf(listNames(project, list)), diagnostics };
}

function projectText(project: Project, format: PrintForm): string {
  return inForm(printedProject(project, format), format);
}

function inForm(printed: PrintedMap, format: PrintForm): string {
  return format === 'json' ? printGoJson(printed) : printYaml(printed);
}

function linesOf(names: readonly string[]): string {
  return names.map((name) => `${name}\n`).join('');
}

/** Everything that needs attention, with its place in the file. */
function findingLines(diagnostics: readonly Diagnostic[], isQuiet: boolean): readonly string[] {
  const style = createStyle(isColored(process.stderr));
  const errors = diagnostics.filter((one) => one.severity === 'error');
  const shown = isQuiet ? errors : diagnostics.filter((one) => one.severity !== 'info');
  const summary = errors.length > 0 ? [style.bold(`${counted(errors.length, 'error')}: nothing was printed`)] : [];
  return [...shown.flatMap((one) => renderFinding(findingOf(one), style)), ...summary];
}
