import type { Day } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import { refusedWithoutMandate } from '../mandates/whom-to-ask.types.js';
import { answersForAll, type Team } from '../mandates/mandates.types.js';
import { AppError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';

export const raiserMandateMissing = (team: Team, person: PersonId, today: Day): AppError =>
  refusedWithoutMandate(
    team,
    { roles: ['main_tutor', 'co_tutor', 'substitute', 'referent'], on: today, not: person },
    'Seule une personne de l’équipe signale une alerte, jamais sur soi-même',
    'Only somebody of the team raises a concern, never about themselves',
  );

export const reviewerMandateMissing = (team: Team, person: PersonId, today: Day): AppError =>
  refusedWithoutMandate(
    team,
    { roles: ['main_tutor', 'referent', 'co_tutor'], on: today, not: person, suits: answersForAll },
    'Une alerte est examinée par le tuteur principal (un cotuteur en son absence) ou le référent',
    'A concern is reviewed by the main tutor (a co-tutor in their absence) or the referent',
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
