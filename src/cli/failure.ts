import { mask } from '../plan/sensitive/mask.ts';
import { version } from './version.ts';

/** What to say about a mistake of our own; details by `WAYBILL_DEBUG=1`. */
export function internalErrorLines(details: readonly string[], error?: unknown): readonly string[] {
  const stack = process.env['WAYBILL_DEBUG'] === '1' && error instanceof Error ? error.stack : undefined;
  return [
    ...details.map((detail) => `internal error: ${mask(detail)}`),
    'This is a mistake in waybill, not in your files; nothing was written.',
    'Please report it with the lines above, the Compose file (take secrets out), and:',
    `  waybill ${version()}, Node ${process.version}, ${process.platform} ${process.arch}`,
    ...(stack === undefined ? [] : [stack]),
  ];
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name === 'Error' ? '' : `${error.name}: `}${error.message}` : String(error);
}
