import { describe, expect, it } from 'vitest';
import { found, loadText, printedWeb } from '../../support/load-text.ts';

describe('attributes of deploy written under the service (A-80)', () => {
  it.each([
    ['restart_policy: {condition: any}', { restart_policy: { condition: 'any' } }],
    ['replicas: 3', { replicas: 3 }],
    ['resources: {limits: {memory: 1g}}', { resources: { limits: { memory: '1073741824' } } }],
    ['placement: {constraints: [a]}', { placement: { constraints: ['a'] } }],
    ['update_config: {order: start-first}', { update_config: { order: 'start-first' } }],
  ])('%s', (lines, deploy) => {
    const result = loadText(`services:\n  web:\n    image: i\n    ${lines}\n`);
    expect(printedWeb(result)).toMatchObject({ deploy });
    expect(found(result)).toEqual(['deploy-attribute-misplaced@4:5']);
  });

  it('joins what deploy holds, and rejects an attribute in both places', () => {
    const joined = loadText('services:\n  web:\n    image: i\n    replicas: 2\n    deploy: {mode: replicated}\n');
    expect(printedWeb(joined)).toMatchObject({ deploy: { mode: 'replicated', replicas: 2 } });
    const both = loadText('services:\n  web:\n    image: i\n    replicas: 2\n    deploy: {replicas: 2}\n');
    expect(found(both)).toEqual(['deploy-attribute-twice@4:5']);
  });
});
