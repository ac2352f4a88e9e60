/** Numbers that look random and are the same for the same seed (xorshift32; G. Marsaglia, "Xorshift RNGs", 2003). */
export function randomNumbers(seed) {
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
  for (let i = 0; i < 8; i++) next();
  /** A whole number from 0 to below `limit`. */
  return (limit) => (limit > 0 ? next() % limit : 0);
}
