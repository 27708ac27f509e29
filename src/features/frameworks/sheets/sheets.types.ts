import { isDay, type Day } from '../../../kernel/days.js';
import { formatDay } from '../../../kernel/days-in-words.js';
import { bilingual, type Bilingual } from '../../../kernel/language.js';
import { shorten } from '../../../kernel/sentences.js';

/** The sheet of a framework in the national register (RNCP), as far as whoever wrote the framework tells. */
export interface Sheet {
  readonly rncp: string;
  /** The last day on which somebody may enter under it. */
  readonly expiresOn: Day;
  readonly successor: { readonly rncp: string; readonly title: string; readonly isVerified: boolean } | null;
}

/** What is kept beside a framework, of its sheet; `successorTitle`: what a framework under the next sheet is called. */
export interface SheetDetails {
  readonly title: string;
  readonly rncp: unknown;
  readonly rncpExpiresAt: unknown;
  readonly rncpSuccessor: unknown;
  readonly successorTitle?: string | null;
}

const NUMBER = /^(?:RNCP)?(\d{3,5})$/i;

/** Null: nothing is told of its end. The next sheet of a diploma has its title, where nobody knows another one. */
export function sheetOf({ title, successorTitle, ...details }: SheetDetails): Sheet | null {
  const rncp = numberIn(details.rncp);
  if (rncp === null || !isDay(details.rncpExpiresAt)) return null;
  const after = details.rncpSuccessor as
    { rncp?: unknown; title?: unknown; verified?: unknown } | null | undefined;
  const next = numberIn(typeof after === 'object' && after !== null ? after.rncp : after);
  return {
    rncp,
    expiresOn: details.rncpExpiresAt,
    successor:
      next === null
        ? null
        : {
            rncp: next,
            title: successorTitle ?? (typeof after?.title === 'string' ? after.title : title),
            isVerified: after?.verified === true,
          },
  };
}

/** The number of the sheet, whether or not its end is known. */
export const rncpOf = ({ rncp }: Pick<SheetDetails, 'rncp'>): string | null => numberIn(rncp);

function numberIn(value: unknown): string | null {
  const [, digits] = (typeof value === 'string' && NUMBER.exec(value.trim())) || [];
  return digits === undefined ? null : `RNCP${digits}`;
}

/** Somebody who entered on its last day is under it to the end of their contract. */
export const isExpiredFor = ({ expiresOn }: Sheet, enteredOn: Day): boolean => enteredOn > expiresOn;

/** In a sentence: which sheet, since when, and what took its place. */
export function explainExpired({ rncp, expiresOn, successor }: Sheet): Bilingual {
  const last = formatDay(expiresOn);
  if (!successor)
    return bilingual(
      `La fiche ${rncp} n’admet plus d’entrée après le ${last.fr} : cherchez la suivante sur francecompetences.fr.`,
      `Sheet ${rncp} admits nobody after ${last.en}: look for the next one on francecompetences.fr.`,
    );
  const title = shorten(successor.title);
  const [fr, en] = successor.isVerified ? ['', ''] : [' (à vérifier)', ' (to be checked)'];
  return bilingual(
    `La fiche ${rncp} n’admet plus d’entrée après le ${last.fr} : voyez ${successor.rncp}, « ${title} »${fr}.`,
    `Sheet ${rncp} admits nobody after ${last.en}: see ${successor.rncp}, "${title}"${en}.`,
  );
}
