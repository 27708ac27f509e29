import { isIPv6 } from 'node:net';

/**
 * What is counted as one address. Whoever has IPv6 has a /64 at the least, 2^64 addresses to come from; an IPv4 address
 * that arrives as IPv6 is itself.
 */
export function addressBlock(address: string): string {
  const plain = address.split('%', 1)[0] ?? ''; // without the network card that it came through
  if (!isIPv6(plain)) return address;
  const groups = groupsOf(plain);
  const [high = 0, low = 0] = groups.slice(6);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
  const network = groups.slice(0, 4).map((group) => group.toString(16));
  return `${network.join(':')}::/64`;
}

/** The eight numbers of an IPv6 address. */
function groupsOf(address: string): number[] {
  const [start = [], end = []] = address.split('::').map(readGroups);
  return [...start, ...Array.from({ length: 8 - start.length - end.length }, () => 0), ...end];
}

function readGroups(part: string): number[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [(a << 8) | b, (c << 8) | d];
  });
}
