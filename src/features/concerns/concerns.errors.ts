import { AppError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import { mandateMissing } from '../../kernel/refusals.js';

export const raiserMandateMissing = (): AppError =>
  mandateMissing(
    'Pour signaler une alerte, il faut aujourd’hui un mandat sur ce contrat, quel qu’il soit ; personne n’en signale sur soi-même. Parlez-en au tuteur principal ou au référent.',
    'To raise a concern you need a mandate on this contract today, whichever it is; nobody raises one about themselves. Speak to the main tutor or the referent.',
  );

export const reviewerMandateMissing = (): AppError =>
  mandateMissing(
    'Une alerte est examinée par le tuteur principal (un cotuteur en son absence) ou par le référent du contrat.',
    'A concern is reviewed by the main tutor (a co-tutor in their absence) or by the referent of the contract.',
  );

export const alreadyReviewed = (): AppError =>
  new AppError('conflict', 'already_reviewed', {
    title: bilingual('Alerte déjà examinée', 'Concern already reviewed'),
    detail: bilingual(
      'Cette alerte a déjà été examinée : relisez-la. Si l’inquiétude demeure, signalez une nouvelle alerte.',
      'This concern was already reviewed: read it again. If the worry remains, raise a new concern.',
    ),
  });

export const reviewerNotDistinct = (): AppError =>
  new AppError('conflict', 'reviewer_not_distinct', {
    title: bilingual('Une autre personne est attendue', 'Somebody else is awaited'),
    detail: bilingual(
      'Une alerte grave est examinée par une autre personne que celle qui l’a signalée : demandez au tuteur principal ou au référent.',
      'A high concern is reviewed by somebody else than whoever raised it: ask the main tutor or the referent.',
    ),
  });
