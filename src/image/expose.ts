import { failure, type Result, success } from '../value/result.ts';
import type { ExposedPort } from './dockerfile-facts.ts';

/** Reads a word of EXPOSE: `80`, `53/udp`, `8000-8010/tcp`. */
export function parseExpose(text: string): Result<readonly ExposedPort[]> {
  const found = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(tcp|udp|sctp))?$/i.exec(text);
  if (!found) return failure('EXPOSE has a word that is no port');
  const first = Number(found[1]);
  const last = Number(found[2] ?? found[1]);
  if (first > last || last > 65535) return failure('EXPOSE has a range that is none');
  const protocol = (found[3]?.toLowerCase() ?? 'tcp') as ExposedPort['protocol'];
  return success(Array.from({ length: last - first + 1 }, (_, index) => ({ port: first + index, protocol })));
}
