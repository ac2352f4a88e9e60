import { diagnostic } from '../diagnostics/diagnostic.ts';
import { formatPath, type Path } from '../source/node-tools.ts';
import type { PlanContext } from './context.ts';
import { specialNetwork } from './networks.ts';
import { usesOtherNetwork } from './pods/pod-of.ts';

interface Binding {
  readonly service: string;
  readonly path: Path;
  /** Empty: all addresses of the host. */
  readonly ip: string;
}

/** DIAG-12: two services that publish one port on one address of the host; only one of them could start in Compose. */
export function findPublishedTwice({ services, project, diagnostics, ledger }: PlanContext): void {
  const bindings = new Map<string, Binding[]>();
  for (const plan of services.values()) {
    if (specialNetwork(plan, project) !== undefined || usesOtherNetwork(plan)) continue;
    (plan.service.ports ?? []).forEach(({ published, protocol = 'tcp', host_ip: ip = '' }, i) => {
      if (published === undefined || published.includes('-')) return;
      const binding: Binding = { service: plan.key, path: [...plan.path, 'ports', i], ip: ip === '0.0.0.0' || ip === '::' ? '' : ip };
      const key = `${published}/${protocol}`;
      const known = bindings.get(key) ?? [];
      const rival = known.find((other) => other.service !== plan.key && (other.ip === '' || binding.ip === '' || other.ip === binding.ip));
      if (rival) {
        diagnostics.push(
          diagnostic(
            'port-published-twice',
            {
              span: ledger.spanAt(binding.path),
              path: formatPath(binding.path),
              related: [{ span: ledger.spanAt(rival.path), label: 'published here first' }],
            },
            { port: published, protocol, first: rival.service, second: plan.key },
          ),
        );
      }
      bindings.set(key, [...known, binding]);
    });
  }
}
