/** RFC 1123 label: lower-case letters, digits, dashes; at most 63. */
export function isDnsLabel(text: string): boolean {
  return text.length <= 63 && /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/.test(text);
}

/** RFC 1035 label, as a Service needs: an RFC 1123 label that begins with a letter. */
export function isServiceName(text: string): boolean {
  return isDnsLabel(text) && /^[a-z]/.test(text);
}

/** RFC 1123 subdomain: labels joined by dots; at most 253. */
export function isSubdomain(text: string): boolean {
  return text.length <= 253 && /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/.test(text);
}

const qualifiedPart = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** The key of a label or annotation: a name of at most 63, after a subdomain and `/` or alone. */
export function isQualifiedName(text: string): boolean {
  const slash = text.indexOf('/');
  const name = text.slice(slash + 1);
  return name.length <= 63 && qualifiedPart.test(name) && (slash === -1 || isSubdomain(text.slice(0, slash)));
}

export function isLabelValue(text: string): boolean {
  return text === '' || (text.length <= 63 && qualifiedPart.test(text));
}

/** A container port's name (RFC 6335): at most 15, a letter in it, no two dashes together. */
export function isPortName(text: string): boolean {
  return text.length <= 15 && /^[a-z0-9](?:-?[a-z0-9])*$/.test(text) && /[a-z]/.test(text);
}

/** A variable's name; from 1.32 on API servers accept whatever can be printed (ENV-06). */
export function isVariableName(text: string, minVersion = 28): boolean {
  if (minVersion >= 32) return /^[ -<>-~]+$/.test(text);
  return /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(text) && text !== '.' && !text.startsWith('..');
}

/** A key in the data of a ConfigMap or Secret. */
export function isDataKey(text: string): boolean {
  return text.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(text) && text !== '.' && !text.startsWith('..');
}

export function isPortNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535;
}
