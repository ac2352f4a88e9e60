/** Where interpolation finds its variables. */
export interface Environment {
  get(name: string): Variable | undefined;
}

export interface Variable {
  readonly value: string;
  /** The variables that this one was itself made from, as in a `.env` line `URL=http://$HOST`; sorted. */
  readonly variables?: readonly string[];
}
