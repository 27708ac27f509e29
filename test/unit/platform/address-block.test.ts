import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addressBlock } from '../../../src/platform/address-block.js';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::ffff:cb00:7107', '203.0.113.7'],
  ['0:0:0:0:0:ffff:cb00:7107', '203.0.113.7'],
  ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
  ['2001:db8::', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['unknown', 'unknown'],
])('%s is counted as %s', (address, block) => {
  expect(addressBlock(address)).toBe(block);
});

test('the 64 last bits of an IPv6 address change nothing, and the first 64 do', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 0xffff }), { minLength: 12, maxLength: 12 }), (groups) => {
      const written = (parts: number[]) => parts.map((part) => part.toString(16)).join(':');
      const [network, one, other] = [groups.slice(0, 4), groups.slice(4, 8), groups.slice(8)];
      expect(addressBlock(written([...network, ...one]))).toBe(addressBlock(written([...network, ...other])));
      expect(
        addressBlock(written([...one, ...network])) === addressBlock(written([...other, ...network])),
      ).toBe(one.join() === other.join());
    }),
  );
});
