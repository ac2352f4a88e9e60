import { describe, expect, it } from 'vitest';
import { Provenance } from '../../../src/report/provenance.ts';
import { convertText } from '../../support/convert-text.ts';

const conversion = convertText(`services:
  web:
    image: nginx:1.27
    ports: ["80:80"]
    healthcheck: {test: [CMD, "true"], interval: 15s}
`);
const provenance = new Provenance(conversion);
const web = conversion.objects.find(({ kind }) => kind === 'Deployment');

describe('Provenance', () => {
  it.each([
    ['/spec/template/spec/containers/0/image', ['services.web.image']],
    ['/spec/template/spec/containers/0/readinessProbe/exec/command/0', ['services.web.healthcheck.test']],
  ])('%s comes from %s', (pointer, paths) => {
    const sources = web ? provenance.sourcesOf(web, pointer) : [];
    expect(sources.flatMap((source) => (source.kind === 'entry' ? [source.entry.path] : []))).toEqual(expect.arrayContaining(paths));
  });

  it('G-05: labels are there by default', () => {
    const sources = web ? provenance.sourcesOf(web, '/metadata/labels/app.kubernetes.io~1name') : [];
    expect(sources).toMatchObject([{ kind: 'default', byDefault: { rule: 'G-05' } }]);
  });

  it('what the input did not ask for is an addition', () => {
    const sources = web ? provenance.sourcesOf(web, '/spec/template/spec/securityContext/seccompProfile/type') : [];
    expect(sources.map(({ kind }) => kind)).toContain('addition');
  });

  it('a field that nobody accounts for has no source', () => {
    expect(web ? provenance.sourcesOf(web, '/spec/nonsense') : undefined).toEqual([]);
  });
});
