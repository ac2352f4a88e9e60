/** Commands that make or change directories without putting content into them. */
const preparing = /^\s*(?:mkdir|chown|chmod|rm|install\s+-d|touch|adduser|addgroup|useradd|groupadd|usermod)\b/;

/** Commands of the RUN lines of a Dockerfile that may write files, as they stand there (V-09). */
export function runsThatWrite(dockerfile: string): readonly string[] {
  const joined = dockerfile.replaceAll(/\\[ \t]*\r?\n/g, ' ');
  return [...joined.matchAll(/^[ \t]*RUN[ \t]+(.*)$/gim)]
    .flatMap(([, line = '']) => line.split(/&&|\|\||[;|]/))
    .map((command) => command.trim())
    .filter((command) => command !== '' && !preparing.test(command));
}
