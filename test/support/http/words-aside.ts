import { wordsBeside } from '../../../src/kernel/words-beside.js';

const OWN = ['level', 'competency', 'levelTitle', 'competencyTitle'];

/**
 * Keeps the words that are put beside codes and ids out of what is compared: they can be read, and `toEqual` looks past them.
 * They follow all that an answer says of its own (`words-beside.test.ts`). What is `missing` has its own.
 */
export function setWordsAside(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.values(value).forEach(setWordsAside);
  const names = Object.keys(value);
  if (names.join() === OWN.join()) return;
  const isBeside = (member: string) =>
    names.some((name) => wordsBeside(name, (other) => other !== member && other in value)?.member === member);
  for (const name of names.reverse()) {
    if (Array.isArray(value) || !isBeside(name)) return;
    Object.defineProperty(value, name, { enumerable: false });
  }
}
