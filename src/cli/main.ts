import { Command, CommanderError, Option } from 'commander';
import { reportFormats } from '../report/report-format.ts';
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
With services named, it converts them and what they depend on, as docker compose up SERVICE starts them.
A rule can also be accepted in the file: x-waybill: {accept: [RULE]}, at the top level or in a service.

Examples:
  $ waybill convert -f compose.yaml | kubectl apply -f -
  $ waybill convert -f compose.yaml -f compose.prod.yaml -o k8s -n shop --report report.json`;

const checkHelp = `
The account goes to standard output; the exit codes are those of convert.

Examples:
  $ waybill check
  $ waybill check --strict --format github
  $ waybill check --format sarif > waybill.sarif`;

const explainHelp = `
Examples:
  $ waybill explain services.web.healthcheck
  $ waybill explain compose.yaml:12
  $ waybill explain Deployment/web/spec/template/spec/containers/0/readinessProbe
  $ waybill explain H-13`;

const diffHelp = `
Exit codes: 0 no difference, 3 a difference, 1 the input is invalid or refused.
Values of Secrets are not shown.

Examples:
  $ waybill diff k8s
  $ waybill diff -f compose.yaml -f compose.prod.yaml --cluster`;

const graphHelp = `
Mermaid is drawn by GitHub, GitLab and many editors; SVG by every browser, dark where the reader's system is.

Examples:
  $ waybill graph
  $ waybill graph -f compose.yaml -o topology.svg`;

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
    .argument('[service...]', 'only these services and what they depend on (default: all)')
    .option('-o, --output <dir>', 'directory to write to (default: standard output)', nonEmpty)
    .option('--report <file>', 'write the account of every attribute', nonEmpty)
    .addOption(
      new Option(
        '--report-format <format>',
        'of the account (default: by the end of its name: .json, .sarif, .md, .html, else text)',
      ).choices(reportFormats),
    );
  addTranslationFlags(convert);
  addGateFlags(convert)
    .option('-q, --quiet', 'say nothing but errors')
    .action(async (services, flags) => {
      const { runConvert } = await import('./commands/convert.ts');
      process.exitCode = await runConvert({ ...flags, onlyServices: services });
    });
  addCheck(program);
  addExplain(program);
  addDiff(program);
  addGraph(program);
  const config = program.command('config').description('Print a Compose project as it is after loading.').addHelpText('after', configHelp);
  addConfigFlags(addInputFlags(config)).action(async (flags) => {
    const { runConfig } = await import('./commands/config.ts');
    process.exitCode = await runConfig(flags);
  });
  return program;
}

function addCheck(program: Command): void {
  const check = program
    .command('check')
    .description('Say what would become of every attribute, and write no manifests.')
    .addHelpText('after', checkHelp);
  addInputFlags(check)
    .argument('[service...]', 'only these services and what they depend on (default: all)')
    .addOption(new Option('--format <format>', 'of the account').choices(reportFormats).default('text'));
  addTranslationFlags(check);
  addGateFlags(check)
    .option('-q, --quiet', 'say nothing but errors')
    .option('-v, --verbose', 'also list what is exact')
    .action(async (services, flags) => {
      const { runCheck } = await import('./commands/check.ts');
      process.exitCode = await runCheck({ ...flags, onlyServices: services });
    });
}

function addExplain(program: Command): void {
  const explain = program
    .command('explain')
    .description('Say what became of an attribute or a line, or where an object or a field comes from.')
    .argument('<subject>', 'services.web.ports, compose.yaml:12, Deployment/web, Deployment/web/spec/replicas, or a rule: N-20')
    .addHelpText('after', explainHelp);
  addTranslationFlags(addInputFlags(explain)).action(async (subject, flags) => {
    const { runExplain } = await import('./commands/explain.ts');
    process.exitCode = await runExplain(subject, flags);
  });
}

function addDiff(program: Command): void {
  const diff = program
    .command('diff')
    .description('Say what new manifests would change, object by object and field by field.')
    .argument('[dir]', 'directory or file of manifests to compare with')
    .addHelpText('after', diffHelp);
  addInputFlags(diff)
    .option('--cluster', 'compare with what runs in the cluster, through kubectl diff')
    .addOption(new Option('--format <format>', 'of the difference').choices(['text', 'json']).default('text'));
  addTranslationFlags(diff);
  addGateFlags(diff)
    .option('-q, --quiet', 'print no difference, only errors')
    .action(async (folder, flags) => {
      const { runDiff } = await import('./commands/diff.ts');
      process.exitCode = await runDiff(folder, flags);
    });
}

function addGraph(program: Command): void {
  const graph = program
    .command('graph')
    .description('Draw the services, volumes, networks and entry points of a project, and who calls whom.')
    .addHelpText('after', graphHelp);
  addInputFlags(graph)
    .argument('[service...]', 'only these services and what they depend on (default: all)')
    .addOption(
      new Option('--format <format>', 'of the picture (default: svg for a file that ends so, else mermaid)').choices(['mermaid', 'svg']),
    )
    .option('-o, --output <file>', 'file to write to (default: standard output)', nonEmpty);
  addTranslationFlags(graph).action(async (services, flags) => {
    const { runGraph } = await import('./commands/graph.ts');
    process.exitCode = await runGraph({ ...flags, onlyServices: services });
  });
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
