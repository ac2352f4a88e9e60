/** What a rule of the translation says, for people who meet its id in a report. */
export interface RuleText {
  /** A few words: `Exec form of a health check`. */
  readonly title: string;
  /** One to four sentences: what is done, and why. */
  readonly text: string;
}

/** Rule id → title and text. */
export type RuleTable = Readonly<Record<string, readonly [title: string, text: string]>>;
