import { Command, Option } from 'commander';
import { reportFormats } from '../report/report-format.ts';
import { checkHelp, configHelp, convertHelp, diffHelp, explainHelp, graphHelp, overview } from './help.ts';
import { addConfigFlags, addGateFlags, addInputFlags, nonEmpty } from './options.ts';
import { addTranslationFlags } from './translation-flags.ts';
import { version } from './version.ts';

/** The commands and their flags. What a command does is loaded when it runs, so that `--help` and `--version` load little. */
export function createProgram(): Command {
  const program = new Command('waybill')
    .description('Reads production Docker Compose files and writes Kubernetes manifests that work.')
    .version(version(), '-V, --version')
    .helpCommand(true)
    .addHelpText('after', overview)
    .exitOverride();
  addConvert(program);
  addCheck(program);
  addExplain(program);
  addDiff(program);
  addGraph(program);
  addConfig(program);
  return program;
}

function addConvert(program: Command): void {
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
}

function addConfig(program: Command): void {
  const config = program.command('config').description('Print a Compose project as it is after loading.').addHelpText('after', configHelp);
  addConfigFlags(addInputFlags(config)).action(async (flags) => {
    const { runConfig } = await import('./commands/config.ts');
    process.exitCode = await runConfig(flags);
  });
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
