import type { Id } from '../../src/kernel/ids.js';
import type { Instant } from '../../src/kernel/days.js';

/** Chance that a seed repeats: the same seed and the same questions give the same answers (xmur3 and sfc32, public domain). */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d = 1;
  private counter = 0;

  constructor(seed: string) {
    const next = hashing(seed);
    [this.a, this.b, this.c] = [next(), next(), next()];
    for (let turn = 0; turn < 12; turn += 1) this.bits();
  }

  /** From 0 included to 1 excluded. */
  chance(): number {
    return this.bits() / 4_294_967_296;
  }

  /** Both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.chance() * (most - least + 1));
  }

  oneOf<T>(choices: readonly T[]): T {
    const chosen = choices[this.between(0, choices.length - 1)];
    if (chosen === undefined) throw new Error('Nothing to choose from.');
    return chosen;
  }

  /** One of the names, as often as its weight says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const entries = Object.entries(weights) as [Name, number][];
    let left = this.chance() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    throw new Error('No name has a weight.');
  }

  /** A UUIDv7 of that instant; those of one instant sort in the order in which they were asked for. */
  id<Name extends string>(at: Instant): Id<Name> {
    const time = Date.parse(at).toString(16).padStart(12, '0');
    this.counter = (this.counter + 1) % 4096;
    const order = this.counter.toString(16).padStart(3, '0');
    const [high, low] = [hex(this.bits()), hex(this.bits())];
    const variant = ((this.bits() % 4) + 8).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${variant}${high.slice(0, 3)}-${high.slice(3)}${low.slice(0, 7)}` as Id<Name>;
  }

  /** To be called when a series of ids begins that must sort. */
  restartOrder(): void {
    this.counter = 0;
  }

  private bits(): number {
    const sum = (this.a + this.b + this.d) >>> 0;
    this.d = (this.d + 1) >>> 0;
    this.a = (this.b ^ (this.b >>> 9)) >>> 0;
    this.b = (this.c + (this.c << 3)) >>> 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) >>> 0;
    this.c = (this.c + sum) >>> 0;
    return sum;
  }
}

const hex = (bits: number): string => bits.toString(16).padStart(8, '0');

function hashing(seed: string): () => number {
  let hash = 1_779_033_703 ^ seed.length;
  for (const character of seed) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 3_432_918_353);
    hash = (hash << 13) | (hash >>> 19);
  }
  return () => {
    hash = Math.imul(hash ^ (hash >>> 16), 2_246_822_507);
    hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909);
    return (hash ^= hash >>> 16) >>> 0;
  };
}
