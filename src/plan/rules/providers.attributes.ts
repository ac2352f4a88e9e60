import type { AttributeRow } from '../../model/attribute-row.ts';

/** Services that something else runs. */
export const providersAttributes: readonly AttributeRow[] = ['', '.type', '.options'].map((below): AttributeRow => ({
  attribute: `services.*.provider${below}`,
  outcomes: ['refused!'],
  destination: '',
  difference: 'the provider is run by Docker Compose only; what depends on the service misses its variables',
  rules: ['B-034'],
}));
