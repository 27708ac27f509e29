import type { Day } from './days.js';
import { bilingual, type Bilingual } from './language.js';

const FRENCH = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' });
const ENGLISH = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** A day as people say it: « 1er mars 2026 », "1 March 2026". */
export function formatDay(day: Day): Bilingual {
  const date = new Date(`${day}T00:00:00Z`);
  return bilingual(FRENCH.format(date).replace(/^1 /, '1er '), ENGLISH.format(date));
}
