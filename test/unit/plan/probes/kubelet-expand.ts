/**
 * What the kubelet makes of a word of a command: `$$` is one `$`, `$(NAME)` is a variable, any other `$` stays
 * with the character behind it. Every variable is taken to be set, so that a missed escape shows.
 */
export function kubeletExpand(word: string): string {
  return word.replace(/\$(?:\$|\([^)]*\)|[^$])/gs, (found) => {
    if (found === '$$') return '$';
    return found.endsWith(')') && found.startsWith('$(') ? 'EXPANDED' : found;
  });
}
