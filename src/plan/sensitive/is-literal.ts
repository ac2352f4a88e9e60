/** What takes the place of a secret wherever people read (G-02, S-20). */
export const redacted = '<redacted>';

const reference = /^(?:\$[A-Za-z_]\w*|\$\{[A-Za-z_]\w*(?::?\?[^{}]*|:?-)?\}|\$\([^()]*\)|`[^`]*`|\{\{[^{}]*\}\})$/;

/**
 * Whether a text in the place of a secret is the secret itself: not empty, not masked already, and not the mere name of a
 * variable or the command that a shell, Kubernetes or a template fills in later (`$(cat /run/secrets/db)`).
 */
export function isLiteral(text: string): boolean {
  return text !== '' && text !== redacted && !reference.test(text);
}

const words: ReadonlySet<string> = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'none', 'null']);

/** A switch or the absence of a value (S-16): never a secret. */
export function isSwitch(value: string): boolean {
  return words.has(value.trim().toLowerCase());
}
