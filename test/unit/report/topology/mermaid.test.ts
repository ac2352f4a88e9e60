import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printMermaid } from '../../../../src/report/topology/mermaid.ts';
import { topologyOf } from '../../../../src/report/topology/topology.ts';
import { convertText } from '../../../support/convert-text.ts';
import { hostileTopology } from '../../../support/hostile-topology.ts';

const label = '"(?:[\\p{L}\\p{N} ./:,@_×–+()-]|#\\d+;|<br/>)*"';
const lines = [
  'flowchart LR',
  `(?:    |  )n\\d+(?:\\[${label}\\]|\\(\\[${label}\\]\\)|\\[\\(${label}\\)\\]|\\{\\{${label}\\}\\}):::(?:service|volume|entry|external)`,
  `  subgraph g\\d+\\[${label}\\]`,
  '  end',
  `  n\\d+ (?:==>|-->|-\\.->|---|-\\.-)(?:\\|${label}\\|)? n\\d+`,
  '  classDef [a-z]+ [a-z0-9#:, -]+',
];
const grammar = new RegExp(`^(?:${lines.join('|')})$`, 'u');

/** The lines below the title. */
function body(text: string): readonly string[] {
  const [open, title, close, ...rest] = text.trimEnd().split('\n');
  expect([open, close]).toEqual(['---', '---']);
  expect(title).toMatch(/^title: "[\p{L}\p{N} _.-]*"$/u);
  return rest;
}

describe('printMermaid', () => {
  it('draws nodes, groups of networks and links', () => {
    const yaml = `
name: shop
services:
  web: {image: "nginx:1", ports: ["80:80"], environment: {API: "http://api:3000"}, networks: [front]}
  api: {image: "example/api:1", networks: [front, back]}
networks: {front: {}, back: {internal: true}}`;
    const topology = topologyOf(convertText(yaml));
    const text = topology ? printMermaid(topology) : '';
    expect(body(text).slice(0, -4)).toEqual([
      'flowchart LR',
      '  n0(["LoadBalancer<br/>80"]):::entry',
      '  subgraph g0["front"]',
      expect.stringMatching(/^ {4}n1\["web<br\/>Deployment.*<br\/>nginx:1"\]:::service$/),
      '  end',
      '  subgraph g1["front + back (internal)"]',
      expect.stringMatching(/^ {4}n2\["api<br\/>Deployment.*<br\/>example\/api:1"\]:::service$/),
      '  end',
      '  n0 ==> n1',
      '  n1 -->|":3000"| n2',
    ]);
  });

  it('no name breaks out of its label', () => {
    fc.assert(
      fc.property(hostileTopology, (topology) => {
        for (const line of body(printMermaid(topology))) expect(line).toMatch(grammar);
      }),
    );
  });
});
