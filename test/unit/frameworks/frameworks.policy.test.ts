import { expect, test } from '@jest/globals';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { chooseOwner, requireOwner } from '../../../src/features/frameworks/frameworks.policy.js';

const loire = 'loire' as OrganisationId;
const rhone = 'rhone' as OrganisationId;
const platform = { isPlatformAdmin: true, centres: [] };
const centre = { isPlatformAdmin: false, centres: [loire, loire] };
const both = { isPlatformAdmin: false, centres: [loire, rhone] };

test('a platform administrator writes for all, a centre administrator for their centre', () => {
  expect(chooseOwner(platform, null)).toBeNull();
  expect(chooseOwner(centre, null)).toBe(loire);
  expect(chooseOwner({ isPlatformAdmin: true, centres: [loire] }, loire)).toBe(loire);
});

test('who administers several centres says which', () => {
  expect(() => chooseOwner(both, null)).toThrow(expect.objectContaining({ code: 'validation_failed' }));
  expect(chooseOwner(both, rhone)).toBe(rhone);
  expect(() => chooseOwner(centre, rhone)).toThrow(expect.objectContaining({ code: 'forbidden' }));
});

test('nobody writes in the name of a membership that is over', () => {
  expect(() => chooseOwner({ isPlatformAdmin: false, centres: [] }, null)).toThrow(
    expect.objectContaining({ code: 'forbidden' }),
  );
});

test('only the owner changes', () => {
  expect(() => requireOwner(platform, null)).not.toThrow();
  expect(() => requireOwner(centre, loire)).not.toThrow();
  expect(() => requireOwner(centre, null)).toThrow(expect.objectContaining({ code: 'forbidden' }));
  expect(() => requireOwner(platform, loire)).toThrow(expect.objectContaining({ code: 'forbidden' }));
  expect(() => requireOwner(centre, rhone)).toThrow(expect.objectContaining({ code: 'forbidden' }));
});
