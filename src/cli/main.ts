#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { exitCode } from './exit-code.ts';
import { addConfigFlags, addGateFlags, addInputFlags, nonEmpty } from './options.ts';
import { addTranslationFlags } from './translation-flags.ts';
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

const configHelp = `
What it prints is what docker compose config prints for the same input; each list has an order of its own.

Left out of what docker compose config has:
  SERVICE...                                       the project is one thing: it is printed whole
  --hash, --resolve-image-digests,
  --lock-image-digests                             ask a registry, or are about running containers
  --no-normalize, --no-path-resolution,
  --no-consistency, --no-env-resolution            give a project that cannot be converted
  --variables, --models, -o, --dry-run             grep, the whole project and a redirection do the same

Examples:
  $ waybill config --format json
  $ waybill config -f compose.yaml -f compose.prod.yaml -q --strict`;

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
    .option('-q, --quiet', 'say nothing but errors')
    .action(async (flags) => {
      const { runConvert } = await import('./commands/convert.ts');
      process.exitCode = await runConvert(flags);
    });
  const config = program.command('config').description('Print a Compose project as it is after loading.').addHelpText('after', configHelp);
  addConfigFlags(addInputFlags(config)).action(async (flags) => {
    const { runConfig } = await import('./commands/config.ts');
    process.exitCode = await runConfig(flags);
  });
  return program;
}

async function main(): Promise<void> {
  // A reader that closes the pipe early, as `head` does, is no failure; failures to write manifests are seen where it is done.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
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
