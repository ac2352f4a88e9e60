/** How the process ends (contract G-01). */
export const exitCode = {
  done: 0,
  /** The input is invalid, something was refused at level error, or a file could not be written. */
  refused: 1,
  usage: 2,
  /** `--strict`, and something was not translated. */
  notStrict: 3,
  /** `diff` found a difference. */
  different: 3,
  /** Our own mistake. */
  internal: 70,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
