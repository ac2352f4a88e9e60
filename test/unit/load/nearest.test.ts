import { describe, expect, it } from 'vitest';
import { nearest } from '../../../src/load/nearest.ts';

describe('nearest names', () => {
  it.each([
    ['restrat', ['restart', 'expose'], ['restart']],
    ['Ports', ['ports'], ['ports']],
    ['enviroment', ['environment', 'env_file'], ['environment']],
    ['volume', ['volumes', 'columns', 'volumes_from'], ['volumes']],
    ['dB', ['db', 'dc'], ['db']],
    ['depends', ['deploy', 'depends_on'], ['depends_on']],
    ['x', ['y', 'z'], []],
    ['completely', ['different'], []],
    ['', ['a'], []],
  ])('%s', (name, candidates, expected) => {
    expect(nearest(name, candidates).slice(0, 1)).toEqual(expected);
  });

  it('equals are in order of code units', () => {
    expect(nearest('webx', ['webb', 'weba'])).toEqual(['weba', 'webb']);
  });
});
