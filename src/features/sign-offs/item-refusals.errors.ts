import { AppError } from '../../kernel/errors.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import { explainObstacles } from '../ladder/entitlements/entitlement.types.js';
import type { Evidence, Obstacles } from '../ladder/ladder.types.js';

/** Why one item of a call is refused, in the order in which refusals are told. */
export type ItemRefusal =
  | { readonly code: 'level_locked'; readonly obstacles: Obstacles }
  | { readonly code: 'already_acquired'; readonly signOffId: string }
  | { readonly code: 'quorum_not_met'; readonly evidence: Evidence };

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
    case 'level_locked': {
      const rest = explainObstacles(refusal.obstacles);
      return bilingual(`Ce palier est verrouillé : ${rest.fr}`, `This level is locked: ${rest.en}`);
    }
    case 'already_acquired':
      return bilingual(
        'Cette compétence est déjà acquise à ce palier. Si elle ne l’est plus, retirez d’abord sa validation.',
        'This competency is already acquired at this level. If it no longer is, revoke its sign-off first.',
      );
    case 'quorum_not_met':
      return explainEvidence(refusal.evidence);
  }
}

export const SEEN_AND_KEPT = bilingual('Ce qui a été vu est enregistré.', 'What was seen is recorded.');

/** Only what is short of its quorum. */
export function explainEvidence({
  observations,
  observers,
  distinctDays,
  reobserved,
  bySigner,
}: Evidence): Bilingual {
  const parts = [
    { count: observations, fr: 'observations', en: 'observations' },
    { count: observers, fr: 'observateurs différents', en: 'different observers' },
    { count: distinctDays, fr: 'jours différents', en: 'different days' },
  ].filter(({ count }) => count.have < count.need);
  const isUnseen = reobserved !== undefined && reobserved.have < reobserved.need;
  const isOfOthers = bySigner !== undefined && bySigner.have < bySigner.need;
  const fr = [
    ...parts.map((part) => `${part.fr} : ${part.count.have} sur ${part.count.need}`),
    ...(isUnseen ? ['depuis le retrait, il faut l’avoir revue au moins une fois'] : []),
    ...(isOfOthers ? ['sous ce contrat, qui valide doit l’avoir vue au moins une fois'] : []),
  ];
  const en = [
    ...parts.map((part) => `${part.en}: ${part.count.have} of ${part.count.need}`),
    ...(isUnseen ? ['since the revocation it must be observed again at least once'] : []),
    ...(isOfOthers ? ['under this contract, whoever signs must have seen it at least once'] : []),
  ];
  return bilingual(
    `Il manque des observations faites et enregistrées à ce palier — ${fr.join(' ; ')}.`,
    `Observations made and recorded at this level are missing — ${en.join('; ')}.`,
  );
}
