#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { exitCode } from './exit-code.ts';
import { addGateFlags, addInputFlags, addTranslationFlags, nonEmpty } from './options.ts';
import { version } from './version.ts';

const overview = `
Example:
  $ waybill convert -f compose.yaml | kubectl apply -f -

Exit codes:
  0   done
  1   the input is invalid, or something was refused
  2   wrong usage
  3   --strict, and something was not translated
  70  an internal error`;

const convertHelp = `
Without -o, standard output holds one YAML stream for kubectl apply -f -.
A rule can also be accepted in the file: x-waybill: {accept: [RULE]}, at the top level or in a service.

Examples:
  $ waybill convert -f compose.yaml | kubectl apply -f -
  $ waybill convert -f compose.yaml -f compose.prod.yaml -o k8s -n shop --report report.json`;

function createProgram(): Command {
  const program = new Command('waybill')
    .description('Reads production Docker Compose files and writes Kubernetes manifests that work.')
    .version(version(), '-V, --version')
    .helpCommand(true)
    .addHelpText('after', overview)
    .exitOverride();
  const convert = program
    .command('convert')
    .description('Write Kubernetes manifests for a Compose project.')
    .addHelpText('after', convertHelp);
  addInputFlags(convert)
    .option('-o, --output <dir>', 'directory to write to (default: standard output)', nonEmpty)
    .option('--report <file>', 'write the account of every attribute, as JSON if the name ends in .json, else as text', nonEmpty);
  addTranslationFlags(convert);
  addGateFlags(convert)
    .option('-q, --quiet', 'say nothing but errors', false)
    .action(async (flags) => {
      const { runConvert } = await import('./commands/convert.ts');
      process.exitCode = await runConvert(flags);
    });
  return program;
}

async function main(): Promise<void> {
  // Nobody may be listening to what is said.
  process.stderr.on('error', () => undefined);
  try {
    await createProgram().parseAsync(process.argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? exitCode.done : exitCode.usage;
      return;
    }
    const [{ internalErrorLines, messageOf }, { writeStandardError }] = await Promise.all([import('./failure.ts'), import('./streams.ts')]);
    writeStandardError(internalErrorLines([messageOf(error)], error));
    process.exitCode = exitCode.internal;
  }
}

await main();
