import type { Path } from '../../source/node-tools.ts';

/** Why a patch cannot be applied; stays inside this folder. */
export class PatchError extends Error {
  override readonly name = 'PatchError';
  /** From the patch down to what is wrong in it. */
  readonly path: Path;

  /** @param reason a clause without a full stop that holds no value of the object or the patch */
  constructor(path: Path, reason: string) {
    super(reason);
    this.path = path;
  }
}
