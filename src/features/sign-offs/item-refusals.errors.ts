import { AppError } from '../../kernel/errors.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import type { Evidence, Missing } from '../ladder/ladder.types.js';

/** Why one item of a call is refused, in the order in which refusals are told. */
export type ItemRefusal =
  | {
      readonly code: 'level_locked';
      readonly missing: readonly Missing[];
      readonly awaiting: readonly string[];
    }
  | { readonly code: 'already_acquired'; readonly signOffId: string }
  | { readonly code: 'quorum_not_met'; readonly evidence: Evidence };

export const REFUSAL_ORDER = ['level_locked', 'already_acquired', 'quorum_not_met'] as const;

const TITLES: Record<ItemRefusal['code'], Bilingual> = {
  level_locked: bilingual('Palier verrouillé', 'Level locked'),
  already_acquired: bilingual('Déjà acquis', 'Already acquired'),
  quorum_not_met: bilingual('Observations insuffisantes', 'Not enough observations'),
};

/** The whole call is refused: the first code, in the order of refusals, is the answer's; `errors` lists every item. */
export function signOffRefused(refusals: readonly { index: number; refusal: ItemRefusal }[]): AppError {
  const first = REFUSAL_ORDER.flatMap((code) => refusals.filter(({ refusal }) => refusal.code === code))[0]
    ?.refusal;
  if (!first) throw new Error('A refusal needs a reason.');
  const { code, ...data } = first;
  return new AppError(
    'conflict',
    code,
    { title: TITLES[code], detail: sentenceOf(first) },
    {
      ...data,
      errors: refusals.map(({ index, refusal }) => {
        const { code: itemCode, ...itemData } = refusal;
        return { pointer: `/items/${index}`, code: itemCode, detail: sentenceOf(refusal), ...itemData };
      }),
    },
  );
}

function sentenceOf(refusal: ItemRefusal): Bilingual {
  switch (refusal.code) {
    case 'level_locked': {
      const list = refusal.missing.map(({ level, competency }) => `${competency} (${level})`).join(', ');
      if (list === '') {
        const levels = refusal.awaiting.join(', ');
        return bilingual(
          `Ce palier est verrouillé : il reste à décider le passage de ${levels}. Le tuteur principal, puis le référent s’il cosigne, peuvent décider.`,
          `This level is locked: the decision on ${levels} is awaited, from the main tutor, then the referent where they co-sign.`,
        );
      }
      return bilingual(
        `Ce palier est verrouillé : il reste à faire valider ${list} par un tuteur.`,
        `This level is locked: a tutor still has to sign off ${list}.`,
      );
    }
    case 'already_acquired':
      return bilingual(
        'Cette compétence est déjà acquise à ce palier. Si elle ne l’est plus, retirez d’abord sa validation.',
        'This competency is already acquired at this level. If it no longer is, revoke its sign-off first.',
      );
    case 'quorum_not_met': {
      const { observations, observers, distinctDays, seenAnew } = refusal.evidence;
      const anew = seenAnew && seenAnew.have < seenAnew.need;
      return bilingual(
        `Observations : ${observations.have} sur ${observations.need}, observateurs : ${observers.have} sur ${observers.need}, jours distincts : ${distinctDays.have} sur ${distinctDays.need}.` +
          (anew ? ' Après un retrait, il faut aussi l’avoir revue depuis.' : ''),
        `Observations: ${observations.have} of ${observations.need}, observers: ${observers.have} of ${observers.need}, distinct days: ${distinctDays.have} of ${distinctDays.need}.` +
          (anew ? ' After a revocation it must also be seen anew.' : ''),
      );
    }
  }
}
