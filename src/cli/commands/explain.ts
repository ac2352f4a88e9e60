import { ruleIdOf } from '../../gate/gate.ts';
import { nodeHost } from '../../host/node-host.ts';
import { type Conversion, convert } from '../../pipeline.ts';
import { entriesAtLine, entriesAtPath } from '../../report/explain/entries-at.ts';
import { explainRule } from '../../report/explain/explain-rule.ts';
import { explainEntries, explainField, type ExplainOptions } from '../../report/explain/render.ts';
import { parseSubject, type Subject } from '../../report/explain/subject.ts';
import { createStyle } from '../../report/style.ts';
import { valueAt } from '../../value/json-pointer.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { invalidInputLines, messageOptions } from '../messages.ts';
import { type InputFlags, loadInput } from '../options.ts';
import { isColored, terminalWidth, writeStandardError, writeStandardOutput } from '../streams.ts';
import { convertOptions, type TranslationFlags } from '../translation-flags.ts';

/** The command `explain`: why a line, an attribute, an object, a field or a rule is what it is. @returns the exit code of the process */
export async function runExplain(text: string, flags: InputFlags & TranslationFlags): Promise<ExitCode> {
  const options: ExplainOptions = { style: createStyle(isColored(process.stdout)), width: terminalWidth(process.stdout) };
  const conversion = convert(loadInput(flags), convertOptions(flags), nodeHost());
  const rule = ruleIdOf(text);
  if (!conversion.project && rule === undefined) {
    writeStandardError(invalidInputLines(conversion.diagnostics, messageOptions({})));
    return exitCode.refused;
  }
  const subject = parseSubject(text, conversion);
  const lines = subject ? explanation(subject, conversion, options) : [];
  if (lines.length > 0) return print(lines);
  writeStandardError([`error: nothing here is called ${text}`, ...suggestions(subject)]);
  return exitCode.refused;
}

async function print(lines: readonly string[]): Promise<ExitCode> {
  await writeStandardOutput(lines.map((line) => `${line}\n`).join(''));
  return exitCode.done;
}

function explanation(subject: Subject, conversion: Conversion, options: ExplainOptions): readonly string[] {
  switch (subject.kind) {
    case 'rule':
      return explainRule(subject.rule, conversion.project && conversion, options);
    case 'line':
      return explainEntries(entriesAtLine(subject.file, subject.line, conversion), conversion, options);
    case 'path':
      return explainEntries(entriesAtPath(subject.path, conversion.entries), conversion, options);
    case 'object':
      if (valueAt(subject.object, subject.pointer) === undefined) return [];
      return explainField(subject.object, subject.pointer, conversion, options);
  }
}

function suggestions(subject: Subject | undefined): readonly string[] {
  if (subject?.kind === 'line') return ['  hint: files are named as in the report, relative to the working directory'];
  return ['  hint: services.web.ports[0], compose.yaml:12, Deployment/web, Deployment/web/spec/replicas, or a rule as N-20'];
}
