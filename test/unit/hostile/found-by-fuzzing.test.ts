import { describe, expect, it } from 'vitest';
import { convertText } from '../../support/convert-text.ts';

const web = (attributes: string): string => `services: {web: {image: 'acme/app:1', user: '0', ${attributes}}}\n`;

/** What once ended in an internal error, an endless search or a lost finding, and what is said about it now: `rule@path`. */
const cases: readonly (readonly [name: string, yaml: string, said: string])[] = [
  ['a tmpfs on a path that is not absolute (A-71)', web('tmpfs: [data/x]'), 'A-71@services.web.tmpfs[0]'],
  ['a tmpfs on the root (A-71)', web('tmpfs: [/]'), 'A-71@services.web.tmpfs[0]'],
  ['a volume on the root (A-71)', `${web("volumes: ['data:/']")}volumes: {data: }`, 'A-71@services.web.volumes[0]'],
  ['a mount on a path with a colon (A-71)', web("volumes: [{type: tmpfs, target: '/a:b'}]"), 'A-71@services.web.volumes[0]'],
  ['a config on the root (S-07)', `${web('configs: [{source: c, target: /}]')}configs: {c: {content: x}}`, 'S-07@services.web.configs[0]'],
  [
    'a config on a path with a colon (S-07)',
    `${web("configs: [{source: c, target: '/a:b'}]")}configs: {c: {content: x}}`,
    'S-07@services.web.configs[0]',
  ],
  [
    'two configs on one path (V-01)',
    `${web('configs: [c, {source: d, target: c}]')}configs: {c: {content: x}, d: {content: y}}`,
    'V-01@services.web.configs[0]',
  ],
  ['a hook without a command (B-074)', web("post_start: [{command: ''}]"), 'B-074@services.web.post_start[0]'],
  ['an image with blanks around it (DIAG-07)', "services: {web: {image: ' acme/app:1'}}", 'DIAG-07@services.web.image'],
  ['an image that is blank (DIAG-07)', "services: {web: {image: ' '}}", 'DIAG-07@services.web.image'],
  ['the image of a hook with blanks (DIAG-07)', web("pre_start: [{image: ' a', command: [x]}]"), 'DIAG-07@services.web.pre_start[0].image'],
  ['the image of a mount with blanks (V-26)', web("volumes: [{type: image, source: ' a', target: /a}]"), 'V-26@services.web.volumes[0]'],
  [
    'a patch at a path that is none',
    web("x-waybill: {patch: [{json: [{op: add, path: '/~', value: 1}]}]}"),
    '@services.web.x-waybill.patch[0].json[0].path',
  ],
  ['an object that is larger than what kubectl applies (G-10)', web(`command: [run, ${'a'.repeat(260_000)}]`), 'G-10@services.web'],
  ['a word of 100 kB in a check', web(`healthcheck: {test: [CMD, wget, ${'b'.repeat(100_000)}]}`), '@services.web.healthcheck.test'],
];

describe('found by fuzzing', () => {
  it.each(cases)('%s', (_name, yaml, said) => {
    const { violations, entries, diagnostics } = convertText(yaml);
    expect(violations).toEqual([]);
    const places = [
      ...entries.map(({ rule, path, level, outcome }) => (level === 'info' && outcome === 'exact' ? `@${path}` : `${rule}@${path}`)),
      ...diagnostics.map(({ code, path }) => `${code === 'object-too-large' ? 'G-10' : ''}@${path ?? ''}`),
    ];
    expect(places.filter((place) => place.endsWith(said))).not.toEqual([]);
  });

  it.each([
    ['of .env', { files: { '.env': 'A0=xxxxxxxxxx\n' }, doubled: '.env' }],
    ['of an env file', { files: { 'web.env': 'A0=xxxxxxxxxx\n' }, doubled: 'web.env' }],
  ])('variables that double from line to line %s end in an error', (_name, { files, doubled }) => {
    const lines = Array.from({ length: 40 }, (_, i) => `A${i + 1}=\${A${i}}\${A${i}}`).join('\n');
    const { project, diagnostics } = convertText(web('env_file: [{path: web.env, required: false}]'), {
      files: { ...files, [doubled]: `A0=xxxxxxxxxx\n${lines}\n` },
    });
    expect(project).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toContain('interpolation-too-long');
  });

  it('a long text that variables do not lengthen is no error', () => {
    const { project } = convertText(web(`labels: {a: "${'x'.repeat(1_200_000)}$$"}`));
    expect(project).toBeDefined();
  });

  it('a carriage return alone ends a line (YAML 1.2, 5.4)', () => {
    const { project } = convertText("services:\r  web:\r    image: 'acme/app:1'\r\r    user: '0'\r\n");
    expect(project?.services.get('web')?.user).toBe('0');
  });
});
