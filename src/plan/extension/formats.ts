import type { TextShape } from './shape.ts';

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;
const qualifiedPart = '[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?';

/** Any text. */
export const text: TextShape = { type: 'text', says: 'a text (numbers and booleans in quotes)' };

/** The name of an object (RFC 1123). */
export const objectName: TextShape = {
  type: 'text',
  says: 'a name of lower-case letters, digits, dots and hyphens',
  pattern: `^${subdomain}$`,
  longest: 253,
};

/** The key of a label or annotation. */
export const qualifiedName: TextShape = {
  type: 'text',
  says: 'a key of at most 63 letters, digits, dots, hyphens and underscores, with or without a domain before it',
  pattern: `^(${subdomain}/)?${qualifiedPart}$`,
  longest: 317,
};

export const labelValue: TextShape = {
  type: 'text',
  says: 'a text of at most 63 letters, digits, dots, hyphens and underscores (numbers and booleans in quotes)',
  pattern: `^(${qualifiedPart})?$`,
};

/** Of an Ingress; the first label may be `*`. */
export const hostName: TextShape = { type: 'text', says: 'a host name', pattern: `^(\\*\\.)?${subdomain}$`, longest: 253 };

export const urlPath: TextShape = { type: 'text', says: 'a path that begins with /', pattern: '^/' };

export const absolutePath: TextShape = { type: 'text', says: 'an absolute path', pattern: '^/' };

/** Five fields or a word, with what Kubernetes and others allow beside; the rule for schedules judges the fields. */
export const cron: TextShape = {
  type: 'text',
  says: 'a schedule of five fields, as 0 3 * * *',
  pattern: '^((CRON_)?TZ=\\S+ +)?(@[a-z]+( +\\S+)?|(\\S+ +){4,5}\\S+)$',
};

export const timeZone: TextShape = {
  type: 'text',
  says: 'a time zone, as Europe/Berlin',
  pattern: '^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$',
};

/** As Compose writes byte sizes, also with the suffixes of Kubernetes. */
export const byteSize: TextShape = {
  type: 'text',
  says: 'a byte size with a unit, as 10g',
  pattern: '^[0-9]+(\\.[0-9]+)? ?([kKmMgGtTpP][iI]?)?[bB]?$',
};

/** Of a Kubernetes object. */
export const kindName: TextShape = { type: 'text', says: 'a kind, as Deployment', pattern: '^[A-Z][A-Za-z]*$' };

/** RFC 6901. */
export const jsonPointer: TextShape = {
  type: 'text',
  says: 'a JSON pointer, as /spec/replicas',
  pattern: '^(/([^~/]|~[01])*)*$',
};

/** A rule of the translation contract. */
export const ruleId: TextShape = { type: 'text', says: 'a rule, as V-19', pattern: '^[A-Za-z]+-[0-9]+$' };
