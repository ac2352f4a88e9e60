/** Our own mistake, not the user's: reported as such with exit code 70, and nothing is written. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}
