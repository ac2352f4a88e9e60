const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Does something without waiting, which a signal does not cut short: it would leave files of two runs side by side. */
export function uninterrupted<T>(action: () => T): T {
  const defer = (): void => undefined;
  for (const signal of signals) process.on(signal, defer);
  try {
    return action();
  } finally {
    for (const signal of signals) process.off(signal, defer);
  }
}
