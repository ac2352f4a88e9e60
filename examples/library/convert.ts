import { convert, judge, layOut, nodeHost, type OutputFile, positionOf } from 'waybill';

/** What `waybill convert -f FILE` does, without writing: the files to be, or an error that says why not. */
export function manifestsOf(file: string): readonly OutputFile[] {
  const input = { files: [file], envFiles: [], profiles: [] };
  const { project, objects, builds, entries, diagnostics, violations } = convert(input, { secrets: 'external' }, nodeHost());
  if (!project) throw new Error(diagnostics.map(({ code, path }) => `${code} at ${path ?? 'the top level'}`).join('\n'));

  // Every attribute of the input has an entry: exact, differs, refused or not applicable.
  for (const { path, span, outcome, rule, message } of entries.filter((entry) => entry.level !== 'info')) {
    const { line, column } = positionOf(span);
    console.log(`${file}:${line}:${column} ${path} ${outcome} (${rule}): ${message}`);
  }

  // The gate of the command line: what is refused at level error has to be accepted by rule.
  const verdict = judge({ tree: project.tree, entries, diagnostics }, { accept: [], force: false, strict: false });
  if (verdict.exitCode !== 0 || violations.length > 0) throw new Error('nothing may be written');
  return layOut(objects, { generator: 'my tool', builds });
}
