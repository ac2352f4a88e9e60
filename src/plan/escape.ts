/**
 * Escapes text for the places where the kubelet expands `$(NAME)` and folds `$$`: container command and args,
 * literal env values and the commands of exec probes. Not for lifecycle hooks, HTTP paths or headers,
 * which the kubelet leaves alone (ENV-11, ENV-12).
 */
export function escapeDollar(text: string): string {
  return text.includes('$(') || text.includes('$$') ? text.replaceAll('$', () => '$$') : text;
}
