import { describe, expect, it } from 'vitest';
import { found, loadText } from '../../support/load-text.ts';

function web(lines: string): string {
  return `services:\n  web:\n    image: i\n    ${lines.replaceAll('\n', '\n    ')}\n`;
}

describe('consistency (A-62, A-65, A-66)', () => {
  it.each([
    ['no image', 'services:\n  web: {command: a}\n', ['no-image-or-build@2:3']],
    ['two Dockerfiles', web('build: {dockerfile: a, dockerfile_inline: b}'), ['dockerfile-twice@4:47']],
    ['platform', web('platform: a\nbuild: {platforms: [b]}'), ['platform-not-built@4:15']],
    ['network_mode and networks', web('network_mode: host\nnetworks: [a]'), ['network-mode-and-networks@4:19']],
    ['DIAG-10 network', web('networks: [a]'), ['undefined-resource@4:16']],
    ['DIAG-10 volume', web('volumes: ["a_b:/x"]'), ['undefined-resource@4:15']],
    ['DIAG-10 secret', web('secrets: [a]'), ['undefined-resource@4:15']],
    ['DIAG-10 config', web('configs: [{source: a}]'), ['undefined-resource@4:24']],
    ['DIAG-10 model', web('models: [a]'), ['undefined-resource@4:14']],
    ['DIAG-10 build secret', web('build: {secrets: [a]}'), ['undefined-resource@4:23']],
    ['DIAG-11 dependency', web('depends_on: [a]'), ['undefined-service@4:18']],
    ['DIAG-11 link', web('links: [a]'), ['undefined-service@4:13']],
    ['DIAG-17 test', web('healthcheck: {test: [curl, x]}'), ['healthcheck-form@4:26']],
    ['additional context', web('build: {additional_contexts: {a: "service:x"}}'), ['context-not-buildable@4:38']],
    ['watch', web('build: .\ndevelop: {watch: [{path: ., action: sync}]}'), ['watch-target-missing@5:23']],
    ['tmpfs and volume', web('tmpfs: /x\nvolumes: ["/a:/x"]'), ['mount-target-twice@5:15']],
    ['one tmpfs twice', web('tmpfs: [/x, "/x:size=1"]'), ['mount-target-twice@4:17']],
    ['DIAG-28 container_name and replicas', web('container_name: ab\nscale: 2'), ['container-name-scaled@4:21']],
    [
      'DIAG-28 container_name twice',
      'services:\n  a: {image: i, container_name: xx}\n  b: {image: i, container_name: xx}\n',
      ['container-name-twice@3:33'],
    ],
    ['scale below zero', web('deploy: {replicas: -1}'), ['negative-scale@4:24']],
    ['count and device_ids', web('gpus: [{count: 1, device_ids: ["1"]}]'), ['count-and-device-ids@4:35']],
    ['cycle', 'services:\n  a: {image: i, depends_on: [b]}\n  b: {image: i, depends_on: [a]}\n', ['dependency-cycle@3:30']],
    ['secret without source', `${web('user: x')}secrets:\n  s: {}\n`, ['source-missing@6:6']],
    ['config with two sources', `${web('user: x')}configs:\n  s: {file: a, content: b}\n`, ['sources-exclusive@6:16']],
    [
      'A-62 external volume with driver',
      `${web('user: x')}volumes:\n  v: {external: true, driver: b}\n`,
      ['external-with-attributes@6:23'],
    ],
    ['A-62 names differ', `${web('user: x')}volumes:\n  v: {name: a, external: {name: b}}\n`, ['external-name-conflict@6:33']],
    ['A-66 scale', web('scale: 1\ndeploy: {replicas: 2}'), ['settings-conflict@4:12']],
    ['A-66 cpus', web('cpus: 1\ndeploy: {resources: {limits: {cpus: 2}}}'), ['settings-conflict@4:11']],
    ['A-66 memory', web('mem_limit: 1g\ndeploy: {resources: {limits: {memory: 2g}}}'), ['settings-conflict@4:16']],
    ['A-66 reservation', web('mem_reservation: 1g\ndeploy: {resources: {reservations: {memory: 2g}}}'), ['settings-conflict@4:22']],
    ['A-66 pids', web('pids_limit: 1\ndeploy: {resources: {limits: {pids: 2}}}'), ['settings-conflict@4:17']],
    [
      'several at once',
      web('networks: [a]\nvolumes: ["a_b:/x"]\nhealthcheck: {test: [x]}'),
      ['healthcheck-form@6:26', 'undefined-resource@4:16', 'undefined-resource@5:15'],
    ],
  ])('%s', (_case, text, expected) => {
    const result = loadText(text);
    expect(result.project).toBeUndefined();
    expect(found(result)).toEqual(expected);
  });

  it.each([
    ['A-66 a block without the attribute', web('mem_limit: 1g\ndeploy: {resources: {limits: {cpus: "1"}}}'), ['settings-half@4:16']],
    ['A-65 two volumes on one target', web('volumes: ["/a:/x", "/b:/x/"]'), ['mount-replaced@4:24']],
    ['A-71 an unknown option', web('volumes: ["/a:/x:foo"]'), ['mount-option-ignored@4:15']],
    ['A-07 a word for a flag', web('attach: yes'), ['boolean-word@4:13']],
    ['DIAG-20 an operator in a command', web('command: a && b'), ['command-cut-off@4:16']],
  ])('%s is accepted with a warning', (_case, text, expected) => {
    const result = loadText(text);
    expect(result.project).toBeDefined();
    expect(found(result)).toEqual(expected);
  });

  it('equal settings in both places agree', () => {
    const text = web('mem_limit: 1g\ncpus: "0.5"\nscale: 2\ndeploy: {replicas: 2, resources: {limits: {memory: 1024m, cpus: "0.50"}}}');
    expect(found(loadText(text))).toEqual([]);
  });

  it('a long chain of dependencies is no problem', () => {
    const services = Array.from(
      { length: 5000 },
      (_, index) => `  s${index}: {image: i${index > 0 ? `, depends_on: [s${index - 1}]` : ''}}`,
    );
    expect(found(loadText(`services:\n${services.join('\n')}\n`))).toEqual([]);
  });
});
