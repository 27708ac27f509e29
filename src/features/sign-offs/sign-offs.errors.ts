import { AppError, type FieldError } from '../../kernel/errors.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import { fieldError } from '../../kernel/refusals.js';
import type { ContractStatus } from '../contracts/contracts.types.js';
import type { Evidence, LevelStatus, Missing } from '../ladder/ladder.types.js';

export const mandateMissing = (fr: string, en: string): AppError =>
  new AppError('forbidden', 'mandate_missing', {
    title: bilingual('Mandat absent', 'Mandate missing'),
    detail: bilingual(fr, en),
  });

export const observedInTheFuture = (): AppError =>
  new AppError(
    'invalid',
    'observed_in_the_future',
    {
      title: bilingual('Date à venir', 'Date in the future'),
      detail: bilingual(
        'On ne valide que ce qui a été vu : « observedOn » est aujourd’hui ou avant.',
        'Only what was seen is recorded: "observedOn" is today or before.',
      ),
    },
    {
      errors: [
        fieldError(
          '/observedOn',
          'observed_in_the_future',
          'Ce jour est à venir.',
          'This day is in the future.',
        ),
      ],
    },
  );

export const contractNotActive = (currentStatus: ContractStatus): AppError =>
  new AppError(
    'conflict',
    'contract_not_active',
    {
      title: bilingual('Contrat non actif', 'Contract not active'),
      detail: bilingual(
        'Le contrat n’est pas actif ce jour-là (pas commencé, suspendu ou terminé) : rien ne peut être validé pour cette date.',
        'The contract is not active on that day (not started, suspended or ended): nothing can be recorded for it.',
      ),
    },
    { currentStatus },
  );

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

export const unknownLevel = (pointer: string): FieldError =>
  fieldError(pointer, 'unknown_level', 'Le parcours n’a pas ce palier.', 'The ladder has no such level.');

export const unknownMission = (): FieldError =>
  fieldError(
    '/mission',
    'unknown_mission',
    'Le parcours n’a pas cette mission.',
    'The ladder has no such mission.',
  );

export const unknownCompetency = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'unknown_competency',
    'Le parcours n’utilise pas cette compétence.',
    'The ladder does not use this competency.',
  );

export const notRequired = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'not_required',
    'Ce palier ne demande pas cette compétence.',
    'This level does not require this competency.',
  );

export const duplicateItem = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'duplicate_item',
    'Cette compétence figure deux fois à ce palier.',
    'This competency is there twice at this level.',
  );

export const nextStepNeeded = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'required',
    'Avec « not_yet », dites la prochaine étape (nextStep).',
    'With "not_yet", say the next step (nextStep).',
  );

export const reasonNeeded = (pointer: string): FieldError =>
  fieldError(pointer, 'required', 'Donnez une raison (reason).', 'Give a reason (reason).');

export const alreadyWithdrawn = (): AppError =>
  new AppError('conflict', 'already_withdrawn', {
    title: bilingual('Déjà retirée', 'Already withdrawn'),
    detail: bilingual('Cette observation est déjà retirée.', 'This observation is already withdrawn.'),
  });

export const notEffective = (): AppError =>
  new AppError('conflict', 'not_effective', {
    title: bilingual('Validation sans effet', 'Sign-off not in effect'),
    detail: bilingual(
      'Cette validation n’est plus en vigueur : elle a déjà été retirée ou remplacée.',
      'This sign-off is no longer in effect: it was already revoked or replaced.',
    ),
  });

const decisionProblem = (
  code: string,
  title: Bilingual,
  detail: Bilingual,
  details: Record<string, unknown> = {},
): AppError => new AppError('conflict', code, { title, detail }, details);

export const levelNotReady = (currentStatus: LevelStatus, missing: readonly Missing[]): AppError =>
  decisionProblem(
    'level_not_ready',
    bilingual('Palier pas prêt', 'Level not ready'),
    bilingual(
      'Le passage se décide quand toutes les compétences du palier sont acquises et qu’il n’est pas déjà décidé.',
      'A level is decided once all its competencies are acquired, and only once.',
    ),
    { currentStatus, missing },
  );

export const decisionNotNeeded = (): AppError =>
  decisionProblem(
    'decision_not_needed',
    bilingual('Décision inutile', 'Decision not needed'),
    bilingual('Ce palier s’ouvre sans décision.', 'This level needs no decision.'),
  );

export const cosignerOrder = (): AppError =>
  decisionProblem(
    'cosigner_order',
    bilingual('Le tuteur signe d’abord', 'The tutor signs first'),
    bilingual(
      'Le référent cosigne après le tuteur principal, dans les 30 jours. Demandez-lui de décider d’abord.',
      'The referent co-signs after the main tutor, within 30 days. Ask the tutor to decide first.',
    ),
  );

export const cosignerNotDistinct = (): AppError =>
  decisionProblem(
    'cosigner_not_distinct',
    bilingual('Deux personnes distinctes', 'Two distinct persons'),
    bilingual(
      'Vous avez déjà signé ce passage : une autre personne doit cosigner.',
      'You have already signed this: another person must co-sign.',
    ),
  );
