import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryProject, waybill } from './waybill.ts';

let project: ReturnType<typeof temporaryProject>;
beforeAll(() => {
  project = temporaryProject({ 'compose.yaml': 'name: shop\nservices:\n  web:\n    image: nginx:1.27\n    ports: ["8080:80"]\n' });
});
afterAll(() => project.remove());

describe('waybill explain', () => {
  it.each([
    ['services.web.ports', /Service\/web-public/],
    ['compose.yaml:5', /Service\/web-public/],
    ['svc/web-public/spec/ports', /compose\.yaml:5:1\d/],
    ['N-20', /LoadBalancer/],
  ])('%s', (subject, text) => {
    const { code, stdout } = waybill(['explain', subject], { cwd: project.directory });
    expect(code).toBe(0);
    expect(stdout).toMatch(text);
  });

  it.each(['services.nothing', 'compose.yaml:400', 'Deployment/nothing', 'N-999', '('])('%s is not there', (subject) => {
    const { code, stdout, stderr } = waybill(['explain', subject], { cwd: project.directory });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('hint:');
  });

  it('explains a rule without a project', () => {
    const empty = temporaryProject({});
    const { code, stdout } = waybill(['explain', 'H-13'], { cwd: empty.directory });
    empty.remove();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^H-13 curl/);
  });
});
