import type { Service } from '../../model/service.ts';
import { parseBytes } from '../../value/bytes.ts';

/** The size of the writable layer, in bytes; undefined where the file limits none (B-139). */
export function ephemeralStorage({ storage_opt: options }: Pick<Service, 'storage_opt'>): bigint | undefined {
  const size = options?.['size'];
  const bytes = size === undefined ? undefined : parseBytes(size);
  return bytes?.ok && bytes.value > 0n ? bytes.value : undefined;
}
