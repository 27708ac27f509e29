import { AppError, type FieldError } from '../../../kernel/errors.js';
import { bilingual } from '../../../kernel/language.js';
import { fieldError } from '../../../kernel/refusals.js';

export const ladderNotPublished = (): AppError =>
  new AppError('conflict', 'ladder_not_published', {
    title: bilingual('Parcours non publié', 'Ladder not published'),
    detail: bilingual(
      'Ce parcours est encore un brouillon : aucun contrat ne le suit. Publiez-le, puis dites ce qui y correspond.',
      'This ladder is still a draft: no contract is on it. Publish it, then say what stands for what.',
    ),
  });

export const targetNotPublished = (): FieldError =>
  fieldError(
    '/toLadderId',
    'not_published',
    'Ce parcours est encore un brouillon : publiez-le d’abord.',
    'This ladder is still a draft: publish it first.',
  );

export const sameLadder = (): FieldError =>
  fieldError(
    '/toLadderId',
    'same_ladder',
    'Une correspondance mène vers un autre parcours.',
    'A mapping leads to another ladder.',
  );

export const unknownLevelOfLadder = (pointer: string, code: string): FieldError =>
  fieldError(
    pointer,
    'unknown_level',
    `Ce parcours n’a pas de palier « ${code} ».`,
    `This ladder has no level "${code}".`,
  );

export const repeatedMapping = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'duplicate_item',
    'Ces deux codes sont déjà mis en correspondance plus haut.',
    'These two codes are already mapped above.',
  );

export const targetTaken = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'target_taken',
    'Une compétence qui correspond exactement à une autre ne vient que d’elle : pour en réunir plusieurs, dites la correspondance partielle.',
    'A competency that is exactly another comes from that one alone: to join several, use "partial".',
  );

export const levelTaken = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'level_taken',
    'Ce palier est déjà mis en correspondance plus haut : un palier en vaut un seul.',
    'This level is already mapped above: a level stands for one only.',
  );

export const levelsOutOfOrder = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'levels_out_of_order',
    'Les paliers se correspondent dans l’ordre : celui d’au-dessus ne peut pas mener au-dessous.',
    'Levels stand for each other in order: a higher one cannot lead below a lower one.',
  );

export const levelsNeeded = (): FieldError =>
  fieldError(
    '/levels',
    'levels_needed',
    'Les paliers de même code n’ont pas la même supervision, pas le même ordre, ou n’existent pas : dites lequel vaut lequel.',
    'The levels of one code differ in supervision or in order, or there are none: say in "levels" which stands for which.',
  );
