import { expect, test } from '@jest/globals';
import { bilingual } from '../../../src/kernel/language.js';
import {
  counted,
  countWords,
  listed,
  MAX_WORDS,
  shorten,
  shortEnough,
} from '../../../src/kernel/sentences.js';

test.each([
  ['Encore 2 observations, dont une par un collègue.', 8],
  ['« Aide à la toilette » : il reste 1 % !', 7],
  ['L’employeur le 2 août 2026', 5],
  ['', 0],
])('words are what stands between blanks and has a letter or a digit: %s', (text, words) => {
  expect(countWords(text)).toBe(words);
});

test('the fullest sentence that is short enough is said, the last one where none is', () => {
  const of = (words: number) => bilingual('mot '.repeat(words), 'word');

  expect(shortEnough(of(MAX_WORDS + 1), of(MAX_WORDS), of(3))).toEqual(of(MAX_WORDS));
  expect(shortEnough(of(40), of(30))).toEqual(of(30));
});

test('a title is cut where that saves more than one word', () => {
  expect(shorten('un deux trois quatre', 3)).toBe('un deux trois quatre');
  expect(shorten('un deux trois quatre cinq', 3)).toBe('un deux trois…');
});

test('numbers agree, and several are listed', () => {
  const one = bilingual('une observation', 'one observation');
  const many = bilingual('observations', 'observations');

  expect(counted(1, one, many).fr).toBe('une observation');
  expect(counted(2, one, many).fr).toBe('2 observations');
  expect(listed(['A'])).toEqual(bilingual('A', 'A'));
  expect(listed(['A', 'B', 'C'])).toEqual(bilingual('A, B et C', 'A, B and C'));
  expect(listed(['A', 'B'], 'ou')).toEqual(bilingual('A ou B', 'A or B'));
});
