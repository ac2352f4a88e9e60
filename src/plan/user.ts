import { groupNumberOf, numbersOf, type ServiceImage, userOf } from '../image/resolve.ts';
import type { Service } from '../model/service.ts';
import { parseUser } from '../value/user.ts';

/** The user that a container runs as, as far as it can be known without the image (SEC-02, SEC-03). */
export interface EffectiveUser {
  readonly uid?: number;
  readonly gid?: number;
  /** Name, where the file or the Dockerfile gives one. */
  readonly name?: string;
  /** undefined: cannot be known here. */
  readonly isRoot: boolean | undefined;
  /** Where the number comes from; `image`: it stays what the image says, `unknown`: a name nobody here can resolve, `empty`: there is none (DIAG-07). */
  readonly source: 'number' | 'name' | 'image' | 'unknown' | 'empty';
  /** Whether `runAsUser` is written. */
  readonly write: boolean;
  readonly writeGroup: boolean;
}

export function effectiveUser(service: Service, image: ServiceImage): EffectiveUser {
  return service.user === undefined || service.user === '' ? imageUser(image) : composeUser(service.user, image);
}

function imageUser(image: ServiceImage): EffectiveUser {
  const user = userOf(image);
  const fromDockerfileName =
    (image.metadata !== undefined || image.dockerfile?.user !== undefined) &&
    user.name !== undefined &&
    !/^\d+$/.test(user.name) &&
    user.uid !== undefined &&
    user.uid !== 0;
  return {
    ...(user.uid !== undefined && { uid: user.uid }),
    ...(user.gid !== undefined && { gid: user.gid }),
    ...(user.name !== undefined && { name: user.name }),
    isRoot: user.root,
    source: 'image',
    write: fromDockerfileName,
    writeGroup: fromDockerfileName && user.gid !== undefined,
  };
}

function composeUser(text: string, image: ServiceImage): EffectiveUser {
  const parsed = parseUser(text);
  if (!parsed.ok) return { isRoot: undefined, source: 'empty', write: false, writeGroup: false };
  const { user, group } = parsed.value;
  const known = typeof user === 'number' ? { uid: user } : numbersOf(image, user);
  const gid = typeof group === 'number' ? group : group === undefined ? known?.gid : groupNumberOf(image, group);
  if (known?.uid === undefined || (group !== undefined && gid === undefined)) return unknownName(text, image);
  return {
    uid: known.uid,
    ...(gid !== undefined && { gid }),
    name: text,
    isRoot: known.uid === 0,
    source: typeof user === 'number' && typeof group !== 'string' ? 'number' : 'name',
    write: true,
    writeGroup: group !== undefined || (typeof user === 'string' && gid !== undefined && known.uid !== 0),
  };
}

/** A name that equals the image's own USER needs no number: the image already runs as it. */
function unknownName(text: string, image: ServiceImage): EffectiveUser {
  const own = userOf(image);
  const same = own.name === text;
  return { name: text, isRoot: same ? own.root : false, source: same ? 'image' : 'unknown', write: false, writeGroup: false };
}
