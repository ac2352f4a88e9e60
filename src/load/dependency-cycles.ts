import type { MapEntry } from '../source/node.ts';
import type { Findings } from './load-context.ts';
import { entriesAt } from './make-node.ts';

/** Reports each circle of `depends_on` once, at the dependency that closes it. */
export function checkDependencyCycles(services: ReadonlyMap<string, MapEntry>, findings: Findings): void {
  const done = new Set<string>();
  for (const name of services.keys()) walk(name, services, done, findings);
}

interface Visit {
  readonly name: string;
  readonly next: Iterator<[string, MapEntry]>;
}

/** Depth first without recursion: a chain may be as long as there are services. */
function walk(start: string, services: ReadonlyMap<string, MapEntry>, done: Set<string>, findings: Findings): void {
  const visit = (name: string): Visit => ({ name, next: entriesAt(services.get(name)?.value, 'depends_on')[Symbol.iterator]() });
  const open = new Map<string, number>();
  const stack: Visit[] = [];
  const enter = (name: string): void => {
    open.set(name, stack.length);
    stack.push(visit(name));
  };
  if (!done.has(start)) enter(start);
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const step = top.next.next();
    if (step.done === true) {
      stack.pop();
      open.delete(top.name);
      done.add(top.name);
      continue;
    }
    const [name, entry] = step.value;
    const depth = open.get(name);
    if (depth !== undefined) {
      const chain = [...stack.slice(depth).map((one) => one.name), name];
      findings.add('dependency-cycle', { span: entry.keySpan, path: ['services', top.name, 'depends_on', name] }, { chain });
    } else if (!done.has(name) && services.has(name)) enter(name);
  }
}
