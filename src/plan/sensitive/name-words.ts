/**
 * The words of a variable, key or flag name in upper case: split on everything that is no letter or digit and at camelCase
 * borders, so `dbPassword`, `DB_PASSWORD` and `--db-password` give `DB PASSWORD`. A run of capitals is one word: `APIKey` → `API KEY`.
 */
export function nameWords(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '');
}
