import { commandOf } from '../../image/resolve.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { secretRanges } from '../argument-secrets.ts';
import { escapeDollar } from '../escape.ts';
import type { ServiceRule } from '../rule.ts';
import { commandAttributes } from './command.attributes.ts';

/** B-012…B-014, L-27: what the container executes. */
export const commandRule: ServiceRule = {
  name: 'command',
  handles: commandAttributes,
  apply(service, context) {
    const { ledger, texts } = context;
    const { draft, path } = service;
    const { entrypoint, command, working_dir, tty, stdin_open } = service.service;
    const entrypointWords = entrypoint && texts.rewriteWords(entrypoint, [...path, 'entrypoint'], 'command');
    const commandWords = command && texts.rewriteWords(command, [...path, 'command'], 'command');
    const emptyEntrypoint = entrypoint?.length === 0;
    if (entrypointWords && !emptyEntrypoint) {
      draft.container.set('command', withoutSecrets(entrypointWords, 'entrypoint', service, context), 'L-27');
      ledger.exact([...path, 'entrypoint'], 'B-013', [draft.containerTarget('/command')]);
    }
    if (emptyEntrypoint) clearEntrypoint(service, commandWords ?? undefined, context);
    else if (commandWords && commandWords.length > 0)
      draft.container.set('args', withoutSecrets(commandWords, 'command', service, context), 'L-27');
    accountForCommand(service, emptyEntrypoint, context);
    if (entrypoint === null) ledger.exact([...path, 'entrypoint'], 'B-013');
    if (working_dir !== undefined) {
      draft.container.set('workingDir', working_dir, 'B-014');
      const at = [...path, 'working_dir'];
      const targets = [draft.containerTarget('/workingDir')];
      if (working_dir === '' || /^(?:[/\\]|[A-Za-z]:)/.test(working_dir)) ledger.exact(at, 'B-014', targets);
      else
        ledger.refused(at, 'B-014', 'a container starts in an absolute directory only, in Docker, too', {
          level: 'error',
          hint: `/${working_dir}`,
          targets,
        });
    }
    flag(service, context, 'tty', tty, 'tty', 'B-017');
    flag(service, context, 'stdin_open', stdin_open, 'stdin', 'B-018');
  },
};

/** S-19: secrets in arguments come from the environment; the kubelet puts them in. */
function withoutSecrets(
  words: readonly string[],
  attribute: 'command' | 'entrypoint',
  service: ServicePlan,
  { ledger, project }: PlanContext,
): readonly string[] {
  const path = [...service.path, attribute];
  const ranges = secretRanges(words, path, project);
  if (ranges.some((r) => r.length > 0)) {
    ledger.differs(path, 'S-19', 'a secret in the arguments moves into a Secret; the container also sees it as a variable');
  }
  return words.map((word, i) => {
    const found = ranges[i] ?? [];
    return found.length > 0 ? service.argumentSecrets.argument(word, found) : escapeDollar(word);
  });
}

function accountForCommand({ service, path, draft }: ServicePlan, emptyEntrypoint: boolean, { ledger }: PlanContext): void {
  const { command } = service;
  if (command === undefined) return;
  const at = [...path, 'command'];
  if (command === null) ledger.exact(at, 'B-012');
  else if (command.length === 0) ledger.differs(at, 'L-27', "an empty command means the image's own, as the Docker engine reads it");
  else ledger.exact(at, 'B-012', [draft.containerTarget(emptyEntrypoint ? '/command' : '/args')]);
}

/** `entrypoint: []` removes the image's; its CMD then has to be known, because Kubernetes cannot keep one without the other. */
function clearEntrypoint(service: ServicePlan, command: readonly string[] | undefined, context: PlanContext): void {
  const { ledger } = context;
  const { draft, path } = service;
  const at = [...path, 'entrypoint'];
  const words = command && command.length > 0 ? command : commandOf(service.image);
  if (words && words.length > 0) {
    draft.container.set('command', withoutSecrets(words, 'command', service, context), 'L-27');
    ledger.exact(at, 'L-27', [draft.containerTarget('/command')]);
    return;
  }
  ledger.refused(at, 'L-27', "the image's ENTRYPOINT is to go and its CMD to stay, but the CMD cannot be seen here", {
    level: 'error',
    hint: 'write the command into the Compose file',
  });
}

function flag(
  { draft, path }: ServicePlan,
  { ledger }: PlanContext,
  attribute: string,
  value: boolean | undefined,
  field: string,
  rule: string,
): void {
  if (value === undefined) return;
  if (value) draft.container.set(field, true, rule);
  ledger.exact([...path, attribute], rule, value ? [draft.containerTarget(`/${field}`)] : []);
}
