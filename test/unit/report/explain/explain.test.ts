import { describe, expect, it } from 'vitest';
import { entriesAtLine, entriesAtPath } from '../../../../src/report/explain/entries-at.ts';
import { explainEntries, explainField } from '../../../../src/report/explain/render.ts';
import { parseSubject } from '../../../../src/report/explain/subject.ts';
import { plainStyle } from '../../../../src/report/style.ts';
import { convertText } from '../../../support/convert-text.ts';

const secret = 'correct-horse-battery-9';
const conversion = convertText(`x-base: &base
  restart: always
services:
  web:
    <<: *base
    image: nginx:1.27
    ports:
      - "8080:80"
    environment:
      DB_PASSWORD: ${secret}
      MODE: fast
`);
const options = { style: plainStyle, width: 100 };

describe('parseSubject', () => {
  it.each([
    ['h-07', { kind: 'rule', rule: 'H-07' }],
    ['./compose.yaml:8', { kind: 'line', file: 'compose.yaml', line: 8 }],
    ['compose.yaml:8:3', { kind: 'line', file: 'compose.yaml', line: 8 }],
    ['services.web.ports[0]', { kind: 'path', path: 'services.web.ports[0]' }],
    ['deploy/web', { kind: 'object', pointer: '', object: { kind: 'Deployment', metadata: { name: 'web' } } }],
    ['Deployment/web/spec/replicas', { kind: 'object', pointer: '/spec/replicas' }],
    ['cm/web-env', { kind: 'object', object: { kind: 'ConfigMap' } }],
  ])('%s', (text, subject) => {
    expect(parseSubject(text, conversion)).toMatchObject(subject);
  });
});

describe('entriesAtPath', () => {
  it('takes what is below, else the nearest attribute around it', () => {
    expect(entriesAtPath('services.web.ports', conversion.entries).map(({ path }) => path)).toContain('services.web.ports[0]');
    expect(entriesAtPath('services.web.image.nothing', conversion.entries).map(({ path }) => path)).toEqual(['services.web.image']);
  });
});

describe('entriesAtLine', () => {
  it.each([
    [6, 'services.web.image'],
    [7, 'services.web.ports[0]'],
    [8, 'services.web.ports[0]'],
    [2, 'services.web.restart'],
    [11, 'services.web.environment.MODE'],
  ])('line %i is about %s', (line, path) => {
    expect(entriesAtLine('compose.yaml', line, conversion).map((entry) => entry.path)).toContain(path);
  });
});

describe('explaining', () => {
  it('goes from a line to fields and from a field back to the line', () => {
    const forth = explainEntries(entriesAtLine('compose.yaml', 8, conversion), conversion, options).join('\n');
    expect(forth).toContain('Service/web-public');
    const service = conversion.objects.find(({ metadata }) => metadata.name === 'web-public');
    const back = service ? explainField(service, '/spec/ports', conversion, options).join('\n') : '';
    expect(back).toContain('compose.yaml:8:9');
  });

  it('S-20: shows no secret in either direction', () => {
    const entries = explainEntries(conversion.entries, conversion, options);
    const fields = conversion.objects.flatMap((object) => explainField(object, '', conversion, options));
    expect([...entries, ...fields].join('\n')).not.toMatch(new RegExp(`${secret}|${btoa(secret)}`));
  });
});
