import type { Service } from '../../model/service.ts';

/** Whether Redis or Valkey is told to write nothing to disk, so that nothing is lost with its pod (DIAG-32). */
export function isPureCache({ entrypoint, command }: Pick<Service, 'entrypoint' | 'command'>): boolean {
  const words = [...(entrypoint ?? []), ...(command ?? [])].map((word) => (word === '' ? '""' : word));
  const text = words.join(' ');
  return /--save[ =](?:""|'')(?=[\s;&|"')]|$)/.test(text) && !/--appendonly[ =]["']?yes/.test(text);
}
