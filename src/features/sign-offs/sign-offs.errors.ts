import { AppError, type FieldError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import { fieldError } from '../../kernel/refusals.js';
import type { ContractStatus } from '../contracts/contracts.types.js';

export const observedInTheFuture = (pointer = '/observedOn'): AppError =>
  new AppError(
    'invalid',
    'observed_in_the_future',
    {
      title: bilingual('Date à venir', 'Date in the future'),
      detail: bilingual(
        'On ne valide que ce qui a été vu : aujourd’hui ou avant.',
        'Only what was seen is recorded: "observedOn" is today or before.',
      ),
    },
    { errors: [isInTheFuture(pointer)] },
  );

/** The mistake, listed beside others. */
export const isInTheFuture = (pointer = '/observedOn'): FieldError =>
  fieldError(pointer, 'observed_in_the_future', 'Ce jour est à venir.', 'This day is in the future.');

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

export const unknownCompetency = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'unknown_competency',
    'Le parcours n’utilise pas cette compétence.',
    'The ladder does not use this competency.',
  );

export const nextStepNeeded = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'required',
    'Pas encore acquis : dites la prochaine étape.',
    'With "not_yet", say the next step (nextStep).',
  );

export const reasonNeeded = (pointer: string): FieldError =>
  fieldError(pointer, 'required', 'Dites pourquoi ce n’est pas évaluable.', 'Say why it cannot be assessed.');

export const observationNeeded = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'observation_needed',
    'Pour garder ce qui a été vu, demandez aussi à l’enregistrer.',
    'To keep what was seen, also send "observation": true.',
  );

export const clientIdReused = (pointer: string): AppError =>
  new AppError(
    'conflict',
    'client_id_reused',
    {
      title: bilingual('Identifiant d’envoi déjà utilisé', 'Reused "clientId"'),
      detail: bilingual(
        'Autre chose a déjà été envoyé sous cet identifiant : rien n’est enregistré. Renvoyez sous un nouvel identifiant.',
        'Something else was already sent under this "clientId": nothing is recorded. Give a new id and send it again.',
      ),
    },
    {
      errors: [
        fieldError(
          pointer,
          'client_id_reused',
          'Cet identifiant désigne déjà autre chose.',
          'This id names something else already.',
        ),
      ],
    },
  );

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
