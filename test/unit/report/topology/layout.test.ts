import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layersOf } from '../../../../src/report/topology/layers.ts';
import { layOutGraph } from '../../../../src/report/topology/layout.ts';

const graph = fc.integer({ min: 2, max: 14 }).chain((count) =>
  fc.record({
    boxes: fc.array(fc.record({ width: fc.integer({ min: 100, max: 240 }), height: fc.integer({ min: 40, max: 140 }) }), {
      minLength: count,
      maxLength: count,
    }),
    links: fc
      .uniqueArray(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { minLength: 1, maxLength: 30, selector: ([a, b]) => `${a} ${b}` })
      .map((pairs) => pairs.filter(([a, b]) => a !== b).map(([from, to]) => ({ from, to }))),
  }),
);

describe('layersOf', () => {
  it.each([
    [
      'a chain',
      3,
      [
        [0, 1],
        [1, 2],
      ],
      [0, 1, 2],
    ],
    [
      'a link across',
      3,
      [
        [0, 1],
        [1, 2],
        [0, 2],
      ],
      [0, 1, 2],
    ],
    [
      'what nothing points to stands next to what it points to',
      4,
      [
        [0, 1],
        [1, 2],
        [3, 2],
      ],
      [0, 1, 2, 1],
    ],
    [
      'a circle',
      2,
      [
        [0, 1],
        [1, 0],
      ],
      [0, 1],
    ],
  ])('%s', (_, count, links, expected) => {
    expect(
      layersOf(
        count,
        links.map(([from = 0, to = 0]) => ({ from, to })),
      ),
    ).toEqual(expected);
  });

  it('a chain of ten thousand takes no stack', () => {
    const links = Array.from({ length: 9999 }, (_, i) => ({ from: i, to: i + 1 }));
    expect(layersOf(10_000, links).at(-1)).toBe(9999);
  });
});

describe('layOutGraph', () => {
  it('no two boxes overlap, all lie inside, and every route leads from border to border', () => {
    fc.assert(
      fc.property(graph, ({ boxes, links }) => {
        const { places, routes, width, height } = layOutGraph(boxes, links);
        places.forEach((a, i) => {
          expect(a.x).toBeGreaterThanOrEqual(0);
          expect(a.y).toBeGreaterThanOrEqual(-0.01);
          expect(a.x + a.width).toBeLessThanOrEqual(width + 0.01);
          expect(a.y + a.height).toBeLessThanOrEqual(height + 0.01);
          for (const b of places.slice(i + 1)) {
            const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y + 0.01 || b.y + b.height <= a.y + 0.01;
            expect(apart).toBe(true);
          }
        });
        routes.forEach((points, i) => {
          const link = links[i];
          const ends = [places[link?.from ?? 0], places[link?.to ?? 0]] as const;
          for (const [end, place] of [[points[0], ends[0]] as const, [points.at(-1), ends[1]] as const]) {
            expect([place?.x, (place?.x ?? 0) + (place?.width ?? 0)]).toContain(end?.x);
            expect(end?.y).toBeGreaterThanOrEqual(place?.y ?? 0);
            expect(end?.y).toBeLessThanOrEqual((place?.y ?? 0) + (place?.height ?? 0));
          }
        });
      }),
    );
  });

  it('links to the same box pass a column together', () => {
    const box = { width: 100, height: 50 };
    const links = [
      { from: 0, to: 2 },
      { from: 1, to: 2 },
      { from: 2, to: 3 },
      { from: 0, to: 3 },
      { from: 1, to: 3 },
    ];
    const { routes } = layOutGraph([box, box, box, box], links);
    expect(routes[3]?.slice(1)).toEqual(routes[4]?.slice(1));
    expect(routes[3]).toHaveLength(4);
  });
});
