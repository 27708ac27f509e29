import { AppError } from '../../kernel/errors.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import { counted, shorten, shortEnough } from '../../kernel/sentences.js';
import { explainObstacles } from '../ladder/entitlements/obstacles.types.js';
import type { Count, Evidence, Obstacles } from '../ladder/ladder.types.js';

/** Why one item of a call is refused, in the order in which refusals are told. `competency`: what it is called. */
export type ItemRefusal =
  | { readonly code: 'level_locked'; readonly level: string; readonly obstacles: Obstacles }
  | { readonly code: 'already_acquired'; readonly signOffId: string; readonly competency: string }
  | { readonly code: 'quorum_not_met'; readonly evidence: Evidence; readonly competency: string };

export const REFUSAL_ORDER = ['level_locked', 'already_acquired', 'quorum_not_met'] as const;

const TITLES: Record<ItemRefusal['code'], Bilingual> = {
  level_locked: bilingual('Palier verrouillé', 'Level locked'),
  already_acquired: bilingual('Déjà acquis', 'Already acquired'),
  quorum_not_met: bilingual('Observations insuffisantes', 'Not enough observations'),
};

/**
 * The whole call is refused: the code that comes first in the order of refusals is the answer's; `errors` lists every
 * item. `first`: where the first item stands in the body.
 */
export function signOffRefused(
  refusals: readonly { index: number; refusal: ItemRefusal }[],
  first = 0,
): AppError {
  const reported = REFUSAL_ORDER.flatMap((code) => refusals.filter(({ refusal }) => refusal.code === code))[0]
    ?.refusal;
  if (!reported) throw new Error('A refusal needs a reason.');
  return new AppError(
    'conflict',
    reported.code,
    { title: TITLES[reported.code], detail: sentenceOf(reported) },
    {
      ...membersOf(reported),
      errors: refusals.map(({ index, refusal }) => ({
        pointer: `/items/${first + index}`,
        code: refusal.code,
        detail: sentenceOf(refusal),
        ...membersOf(refusal),
      })),
    },
  );
}

/** What the code needs, as members of the problem. */
function membersOf(refusal: ItemRefusal): Record<string, unknown> {
  switch (refusal.code) {
    case 'level_locked':
      return { missing: refusal.obstacles.missing, awaiting: refusal.obstacles.awaiting };
    case 'already_acquired':
      return { signOffId: refusal.signOffId };
    case 'quorum_not_met':
      return { evidence: refusal.evidence };
  }
}

function sentenceOf(refusal: ItemRefusal): Bilingual {
  switch (refusal.code) {
    case 'level_locked':
      return explainObstacles(refusal.level, refusal.obstacles);
    case 'already_acquired':
      return bilingual(
        `« ${shorten(refusal.competency)} » est déjà acquise à ce palier ; si elle ne l’est plus, retirez d’abord sa validation.`,
        `"${shorten(refusal.competency)}" is already acquired at this level; if it no longer is, revoke its sign-off first.`,
      );
    case 'quorum_not_met':
      return explainEvidence(refusal.evidence, refusal.competency);
  }
}

export const SEEN_AND_KEPT = bilingual('Ce qui a été vu est enregistré.', 'What was seen is recorded.');

/** How many more, on how many other days, by whom: one observation more may be all three. */
export function explainEvidence(evidence: Evidence, competency: string): Bilingual {
  const { observations, observers, distinctDays, reobserved, bySigner } = evidence;
  const lacks = ({ have, need }: Count) => Math.max(0, need - have);
  const [more, people, days] = [observations, observers, distinctDays].map(lacks) as [number, number, number];
  const again = reobserved ? lacks(reobserved) : 0;
  const own = bySigner ? lacks(bySigner) : 0;
  const count = Math.max(more, people, days, again, own);
  const parts = [
    partOfDays(days, distinctDays.have),
    partOfPeople(people, observers.have, count),
    again > 0 ? bilingual('depuis le retrait', 'since the revocation') : null,
    own > 0 ? partOfSigner(count) : null,
  ].filter((part) => part !== null);
  const many = counted(
    count,
    bilingual('une observation', 'one observation'),
    bilingual('observations', 'observations'),
  );
  const sentence = (words: number, kept: readonly Bilingual[]) =>
    bilingual(
      `« ${shorten(competency, words)} » : encore ${[many.fr, ...kept.map(({ fr }) => fr)].join(', ')}.`,
      `"${shorten(competency, words)}": ${[`${many.en} more`, ...kept.map(({ en }) => en)].join(', ')}.`,
    );
  return shortEnough(sentence(6, parts), sentence(3, parts), sentence(3, parts.slice(0, 3)));
}

function partOfDays(lacking: number, have: number): Bilingual | null {
  if (lacking === 0 || (have === 0 && lacking === 1)) return null;
  if (have === 0) return bilingual(`${lacking} jours différents`, `on ${lacking} different days`);
  return lacking === 1
    ? bilingual('un autre jour', 'on another day')
    : bilingual(`${lacking} autres jours`, `on ${lacking} other days`);
}

function partOfPeople(lacking: number, have: number, count: number): Bilingual | null {
  if (lacking === 0 || (have === 0 && lacking === 1)) return null;
  if (have === 0) return bilingual(`par ${lacking} personnes différentes`, `by ${lacking} different people`);
  if (lacking > 1) return bilingual(`par ${lacking} autres collègues`, `by ${lacking} other colleagues`);
  return count === 1
    ? bilingual('par un autre collègue', 'by another colleague')
    : bilingual('dont une par un autre collègue', 'one of them by another colleague');
}

const partOfSigner = (count: number): Bilingual =>
  count === 1
    ? bilingual('par vous, sous ce contrat', 'by you, under this contract')
    : bilingual('dont une par vous, sous ce contrat', 'one of them by you, under this contract');
