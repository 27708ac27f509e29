import type { Day } from '../../../kernel/days.js';
import { formatDay } from '../../../kernel/days-in-words.js';
import { bilingual, type Bilingual } from '../../../kernel/language.js';
import { shorten } from '../../../kernel/sentences.js';
import { admitsOn } from './known-sheets.rules.js';
import type { Sheet } from './sheets.types.js';

type Days = Pick<Sheet, 'startsOn' | 'expiresOn'>;

/** Somebody who entered on its last day is under it to the end of their contract. */
export const isExpiredFor = ({ expiresOn }: Days, enteredOn: Day): boolean =>
  !admitsOn({ startsOn: null, expiresOn }, enteredOn);

/** Whoever entered before its first day is under the sheet of then. */
export const isTooEarlyFor = ({ startsOn }: Days, enteredOn: Day): boolean =>
  !admitsOn({ startsOn, expiresOn: null }, enteredOn);

/** In a sentence: which sheet, since when, and what took its place. Where nothing is known to, it may have been renewed. */
export function explainExpired({
  rncp,
  expiresOn,
  successor,
}: Pick<Sheet, 'rncp' | 'expiresOn' | 'successor'>): Bilingual {
  const last = expiresOn && formatDay(expiresOn);
  if (!last) throw new Error(`Of ${rncp} no end is known.`);
  if (!successor)
    return bilingual(
      `La fiche ${rncp} est connue jusqu’au ${last.fr}, et aucune suite : vérifiez sur francecompetences.fr si elle est renouvelée.`,
      `Sheet ${rncp} is known until ${last.en}, and nothing after it: see on francecompetences.fr whether it was renewed.`,
    );
  const title = shorten(successor.title);
  const [fr, en] = successor.isVerified ? ['', ''] : [' (à vérifier)', ' (to be checked)'];
  if (successor.rncp === null)
    return bilingual(
      `La fiche ${rncp} n’admet plus d’entrée après le ${last.fr} : un nouveau programme suit, « ${title} », sans numéro connu${fr}.`,
      `Sheet ${rncp} admits nobody after ${last.en}: a new programme follows, "${title}", without a known number${en}.`,
    );
  return bilingual(
    `La fiche ${rncp} n’admet plus d’entrée après le ${last.fr} : voyez ${successor.rncp}, « ${title} »${fr}.`,
    `Sheet ${rncp} admits nobody after ${last.en}: see ${successor.rncp}, "${title}"${en}.`,
  );
}

/** In a sentence: which sheet, from when on, and which one was there before it. */
export function explainTooEarly({
  rncp,
  startsOn,
  predecessor,
}: Pick<Sheet, 'rncp' | 'startsOn' | 'predecessor'>): Bilingual {
  const first = startsOn && formatDay(startsOn);
  if (!first) throw new Error(`Of ${rncp} no first day is known.`);
  const before = predecessor?.rncp;
  return bilingual(
    `La fiche ${rncp} vaut pour les entrées depuis le ${first.fr} : ${before ? `avant, c’était ${before}, « ${shorten(predecessor.title)} »` : 'vérifiez la fiche de l’entrée'}.`,
    `Sheet ${rncp} is for entries since ${first.en}: ${before ? `before it there was ${before}, "${shorten(predecessor.title)}"` : 'check the sheet of the entry'}.`,
  );
}
