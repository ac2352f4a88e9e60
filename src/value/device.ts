import { failure, success, type Result } from './result.ts';

/** An item of `devices` in long form, as `docker compose config` prints it. */
export interface Device {
  /** Path on the host, or a CDI name. */
  readonly source: string;
  readonly target: string;
  /** Of `r` read, `w` write, `m` make. */
  readonly permissions: string;
}

/** `HOST[:CONTAINER[:permissions]]`, or a CDI name. */
export function parseDevice(text: string): Result<Device> {
  const [source = '', target = '', permissions = 'rwm', ...more] = text.split(':');
  if (more.length > 0) return failure('too many colons: use the long form');
  if (source === '') return failure('no device');
  return success({ source, target: target === '' ? source : target, permissions });
}

/** Whether a device is named by the Container Device Interface: `vendor.com/class=name`. */
export function isCdiDevice(source: string): boolean {
  return /^[A-Za-z][A-Za-z0-9._-]*\/[A-Za-z][A-Za-z0-9._-]*=[A-Za-z0-9][A-Za-z0-9._:-]*$/.test(source);
}
