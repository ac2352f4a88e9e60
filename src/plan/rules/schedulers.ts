import type { PlanContext } from '../context.ts';
import type { ProjectRule } from '../rule.ts';
import { isScheduler, ofeliaJobs, scheduleLabels } from '../schedules/labels.ts';
import { accountForRuns } from '../schedules/runs.ts';

/** L-10, V-19: a scheduler that starts containers through the Docker API has nothing to do where CronJobs do it. */
export const schedulersRule: ProjectRule = {
  name: 'schedulers',
  handles: [],
  apply(context) {
    for (const [key, service] of context.project.services) {
      if (!isScheduler(service)) continue;
      context.ledger.notApplicable(['services', key], 'L-10', `left out: CronJobs do in a cluster what ${key} does through the Docker API`);
      refuseFiles(key, context);
      accountForRuns(ofeliaJobs(scheduleLabels(key, service)), key, context);
    }
  },
};

/** Jobs of ofelia may stand in a file, which is not read. */
function refuseFiles(key: string, { project, ledger }: PlanContext): void {
  for (const [i, mount] of (project.services.get(key)?.volumes ?? []).entries()) {
    if (mount.type !== 'bind' || !/\.(?:ini|conf|cfg)$|\/ofelia(?:\/|$)/.test(mount.target)) continue;
    ledger.refused(['services', key, 'volumes', i], 'L-10', 'the jobs that stand in this file are not read', {
      level: 'error',
      hint: 'write them as labels of the services, or as services with x-waybill: {schedule: …}',
    });
  }
}
