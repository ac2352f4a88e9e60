import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { readExtension, readVolumeExtension } from '../extension.ts';
import { formatPath } from '../../source/node-tools.ts';
import type { PlanContext } from '../context.ts';
import type { ProjectRule } from '../rule.ts';

/** B-001, B-006: what stands at the top level, and extension blocks anywhere. */
export const extensionsRule: ProjectRule = {
  name: 'extensions',
  handles: ['name', 'version', 'include', 'x-*', 'services.*.x-*', 'models'],
  apply(context) {
    const { ledger, project } = context;
    for (const key of project.tree.entries.keys()) {
      if (key.startsWith('x-')) ledger.notApplicable([key], 'B-006', key === 'x-waybill' ? 'read at conversion' : 'an extension that no part of this tool reads');
      if (key === 'name') ledger.differs([key], 'B-001', `the label app.kubernetes.io/part-of: ${context.partOf}`);
      if (key === 'models') ledger.refused([key], 'B-260', 'a cluster has no model runner', { level: 'error', hint: 'deploy an inference server' });
    }
    for (const [name, service] of project.services) {
      const own = Object.keys(service).filter((key) => key.startsWith('x-'));
      for (const key of own) ledger.notApplicable(['services', name, key], 'B-006', key === 'x-waybill' ? 'read at conversion' : 'an extension that no part of this tool reads');
      report(readExtension(service['x-waybill']).problems, ['services', name, 'x-waybill'], context);
    }
    for (const [name, volume] of project.volumes) report(readVolumeExtension(volume['x-waybill']).problems, ['volumes', name, 'x-waybill'], context);
  },
};

function report(problems: ReturnType<typeof readExtension>['problems'], path: readonly string[], { diagnostics, ledger }: PlanContext): void {
  for (const problem of problems) {
    const at = [...path, ...problem.key.split('.')];
    diagnostics.push(diagnostic('extension-unknown', { span: ledger.spanAt(at), path: formatPath(at) }, { key: problem.key, known: problem.known }));
  }
}
