import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { API_REFUSALS } from '../../../src/composition/refusal-examples.js';
import { Bilingual } from '../../../src/kernel/language.js';
import { countWords, MAX_WORDS } from '../../../src/kernel/sentences.js';
import { messagesIn, readMessages, type Message } from './read-messages.js';

// `docs/messages.md` shows every sentence that people read, in both languages, as the code writes it. UPDATE=1 writes it.

const PAGE = 'docs/messages.md';
const messages = readMessages();

test('the page of messages is what the code says', () => {
  const page = pageOf(messages);
  if (process.env['UPDATE'] === '1') writeFileSync(PAGE, page);

  expect(messages.length).toBeGreaterThan(450);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});

test('a French sentence has 25 words at most', () => {
  const long = messages.filter(({ fr }) => countWords(fr) > MAX_WORDS);

  expect(long.map(({ file, fr }) => `${file}: ${countWords(fr)} words: ${fr}`)).toEqual([]);
});

test('a French sentence names things: no code, no member of the API, no route', () => {
  const CODE = /[a-z]+_[a-z_]+|\b[a-z]+[A-Z]\w*|\/v1\//;
  const coded = messages.filter(({ fr }) => CODE.test(fr.replaceAll(/\{[^}]*\}/g, '')));

  expect(coded.map(({ file, fr }) => `${file}: ${fr}`)).toEqual([]);
});

test('a French sentence says days as people do', () => {
  const raw = /^(?!hours\.).*(?:On|from|until|Until|day|\bon)$$|^addDays|toISOString/;
  const found = messages.filter(({ filled }) => filled.some((expression) => raw.test(expression)));

  expect(found.map(({ file, fr }) => `${file}: ${fr}`)).toEqual([]);
});

test('the refusals that the API document shows hold to the same', () => {
  const shown = API_REFUSALS.flatMap(({ text, details }) => bilingualIn([text, details]));
  const mistaken = shown.filter(
    ({ fr }) => countWords(fr) > MAX_WORDS || /\d{4}-\d\d-\d\d|[a-z]_[a-z]|undefined|\[object/.test(fr),
  );

  expect(shown.length).toBeGreaterThan(100);
  expect(mistaken.map(({ fr }) => fr)).toEqual([]);
});

test('what is filled in is read from the code', () => {
  const source = "const a = bilingual(`Le ${formatDay(on).fr}, ${x ? 'a' : 'b'}`, `On ${formatDay(on).en}`);";

  expect(messagesIn('a.ts', source)).toEqual([
    { file: 'a.ts', fr: 'Le {on}, {b}', en: 'On {on}', filled: ['formatDay(on).fr', "x ? 'a' : 'b'"] },
  ]);
});

function bilingualIn(value: unknown): Bilingual[] {
  if (value instanceof Bilingual) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(bilingualIn) : [];
}

function pageOf(all: readonly Message[]): string {
  const files = [...new Set(all.map(({ file }) => file))];
  const cell = (text: string) => text.replaceAll('|', '\\|').trim();
  const sections = files.map((file) => {
    const rows = all.filter((message) => message.file === file);
    return [
      `## ${file.replace(/^src\//, '').replace(/\.ts$/, '')}`,
      '',
      '| français | English |',
      '|---|---|',
      ...rows.map(({ fr, en }) => `| ${cell(fr)} | ${cell(en)} |`),
    ].join('\n');
  });
  return `${HEAD}\n\n${sections.join('\n\n')}\n`;
}

const HEAD = `# Messages

Every sentence that people read, French and English, as the code writes them; what is filled in stands in braces. Made by
\`UPDATE=1 npm test -- docs/messages\`. A French sentence has at most 25 words, names things rather than members of the API,
and says days and roles as people do. A refusal for want of a mandate ends with whom to ask, by name.`;
