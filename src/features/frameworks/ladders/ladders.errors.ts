import { AppError, type FieldError } from '../../../kernel/errors.js';
import { bilingual } from '../../../kernel/language.js';
import { fieldError } from '../../../kernel/refusals.js';
import { NEVER_FOR_AN_ALTERNANT } from '../acts.types.js';

export const unknownCompetency = (pointer: string, code: string): FieldError =>
  fieldError(
    pointer,
    'unknown_competency',
    `Le référentiel n’a pas de compétence « ${code} » : prenez un code qui y figure.`,
    `The framework has no competency "${code}": take a code that is in it.`,
  );

export const levelWithoutRequirement = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'level_without_requirement',
    'Un palier demande au moins une compétence, sinon rien ne dit quand il est acquis.',
    'A level requires at least one competency, or nothing says when it is achieved.',
  );

export const unknownLevel = (pointer: string, code: string): FieldError =>
  fieldError(
    pointer,
    'unknown_level',
    `Aucun palier n’a le code « ${code} » : cette mission ne serait jamais ouverte.`,
    `No level has the code "${code}": this mission would never open.`,
  );

export const missionWithoutCompetency = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'mission_without_competency',
    'Une mission mobilise au moins une compétence du référentiel.',
    'A mission draws on at least one competency of the framework.',
  );

export const nothingIsPerformed = (): FieldError =>
  fieldError(
    '/levels',
    'nothing_is_performed',
    'À tous les paliers l’alternant observe seulement : il ne ferait jamais rien. Donnez une autre supervision à l’un d’eux.',
    'All levels are "present_only": the alternant would never perform anything. Give one of them another supervision.',
  );

export const quorumImpossible = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'quorum_impossible',
    'Ce nombre dépasse celui des observations : il en faut au moins autant que d’observateurs et de jours.',
    'This number is over "minObservations": there are at least as many observations as observers and days.',
  );

export const quorumOutOfTime = (pointer: string, days: number): FieldError =>
  fieldError(
    pointer,
    'quorum_out_of_time',
    `L’ancienneté admise ne laisse compter que ${days} jours, celui de la signature compris : personne n’en réunirait davantage.`,
    `"maxAgeDays" lets only ${days} days count, that of signing included: nobody would ever gather more.`,
  );

export const frameworkNotPublished = (): AppError =>
  new AppError('conflict', 'framework_not_published', {
    title: bilingual('Référentiel non publié', 'Framework not published'),
    detail: bilingual(
      'Ce parcours repose sur un référentiel encore à l’état de brouillon. Publiez d’abord le référentiel.',
      'This ladder stands on a framework that is still a draft. Publish the framework first.',
    ),
  });

const acts = [...NEVER_FOR_AN_ALTERNANT.keys()].join(', ');

export const unknownAct = (pointer: string, code: string): FieldError =>
  fieldError(
    pointer,
    'unknown_act',
    `L’acte « ${code} » n’est pas de ceux qu’un alternant ne fait jamais : prenez-en un de la liste, ou retirez-le.`,
    `The act "${code}" is not one of those that are never an alternant’s: take a code among ${acts}, or remove it.`,
  );
