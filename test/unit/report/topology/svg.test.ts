import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawSvg, printSvg } from '../../../../src/report/topology/svg.ts';
import { fitted, widthOf } from '../../../../src/report/topology/text-width.ts';
import { topologyOf } from '../../../../src/report/topology/topology.ts';
import { convertText } from '../../../support/convert-text.ts';
import { hostileTopology } from '../../../support/hostile-topology.ts';
import { parseMarkup } from '../../../support/markup.ts';

const drawn: ReadonlySet<string> = new Set(['svg', 'title', 'desc', 'style', 'rect', 'g', 'path', 'text']);

describe('printSvg', () => {
  it('is a picture with a title and a description, without a script or anything to fetch', () => {
    const topology = topologyOf(convertText('services: {web: {image: "nginx:1", ports: ["80:80"]}}'));
    const svg = topology ? printSvg(topology) : '';
    const { elements, text } = parseMarkup(svg);
    expect(elements[0]?.attributes.get('role')).toBe('img');
    expect(elements[1]?.name).toBe('title');
    expect(elements[2]?.name).toBe('desc');
    expect(text).toContain('Entry points: LoadBalancer 80. Services: web.');
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|@import/);
  });

  it('no name breaks the markup', () => {
    fc.assert(
      fc.property(hostileTopology, (topology) => {
        const { elements } = parseMarkup(drawSvg(topology, { interactive: true, unstyled: true }).svg);
        for (const { name, attributes } of elements) {
          expect(drawn.has(name)).toBe(true);
          expect([...attributes.keys()].filter((key) => key.startsWith('on') || key === 'href' || key === 'style')).toEqual([]);
        }
        expect(elements.filter(({ attributes }) => attributes.has('data-service'))).toHaveLength(topology.services.length);
      }),
    );
  });

  it('is the same each time', () => {
    fc.assert(
      fc.property(hostileTopology, (topology) => printSvg(topology) === printSvg(topology)),
      { numRuns: 20 },
    );
  });
});

describe('fitted', () => {
  it('keeps to the width and ends in an ellipsis when something is cut off', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 20, max: 300 }), (text, width) => {
        const face = { size: 12 };
        const shown = fitted(text, face, width);
        expect(widthOf(shown, face)).toBeLessThanOrEqual(width);
        expect(shown === text || (shown.endsWith('…') && text.startsWith(shown.slice(0, -1)))).toBe(true);
      }),
    );
  });
});
