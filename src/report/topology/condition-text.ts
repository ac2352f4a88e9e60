/** What `depends_on` waits for; that the other is started goes without saying. */
export function conditionText(condition: string | undefined): string {
  if (condition === 'service_healthy') return 'when healthy';
  return condition === 'service_completed_successfully' ? 'when completed' : '';
}
