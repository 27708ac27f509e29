import { AppError, type FieldError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import { fieldError, forbidden, invalidField } from '../../kernel/refusals.js';

export const notYourTutor = (): AppError =>
  forbidden(
    'Seul le service RH de l’employeur enregistre ce qu’il a vérifié de ses tuteurs.',
    'Only the HR of the employer records what it checked of its tutors.',
  );

export const notOfOneself = (): AppError =>
  forbidden(
    'Personne ne vérifie ses propres preuves : demandez à un collègue du service RH.',
    'Nobody checks their own proofs: ask a colleague in HR.',
  );

export const notEmployed = (): AppError =>
  invalidField(
    '/employerId',
    'not_a_member',
    'Cette personne n’est pas tuteur chez cet employeur : enregistrez d’abord son appartenance.',
    'This person is no tutor of that employer: record their membership first.',
  );

export const notOfKind = (field: string): FieldError =>
  fieldError(
    `/${field}`,
    'not_of_kind',
    'Cette sorte de preuve ne dit pas cela : retirez ce champ.',
    'A proof of this kind does not say that: leave this field out.',
  );

export const missingOfKind = (field: string): FieldError =>
  fieldError(
    `/${field}`,
    'required',
    'Cette sorte de preuve demande ce champ.',
    'A proof of this kind needs this field.',
  );

export const inTheFuture = (field: string): FieldError =>
  fieldError(
    `/${field}`,
    'in_the_future',
    'Ce jour est à venir : enregistrez ce qui a été vérifié.',
    'This day is in the future: record what was checked.',
  );

export const daysReversed = (): FieldError =>
  fieldError(
    '/to',
    'before_start',
    'Le dernier jour précède le premier : corrigez l’un des deux.',
    'The last day is before the first: correct one of them.',
  );

export const derogationTooLong = (years: number): FieldError =>
  fieldError(
    '/to',
    'too_long',
    `Une dérogation dure ${years} ans au plus ; renouvelée, elle s’enregistre de nouveau.`,
    `A derogation lasts ${years} years at most; renewed, it is recorded again.`,
  );

export const derogationOfNothing = (most: number): FieldError =>
  fieldError(
    '/apprentices',
    'not_above',
    `La loi permet déjà ${most} apprentis : une dérogation en permet davantage.`,
    `The law allows ${most} apprentices already: a derogation allows more.`,
  );

export const proofWithdrawn = (): AppError =>
  new AppError('conflict', 'already_withdrawn', {
    title: bilingual('Déjà retirée', 'Already withdrawn'),
    detail: bilingual(
      'Elle a déjà été retirée : relisez-la, et enregistrez-en une nouvelle si besoin.',
      'It was withdrawn already: read it again, and record a new one if needed.',
    ),
  });

export const branchRuleOverlap = (): AppError =>
  new AppError('conflict', 'branch_rule_overlap', {
    title: bilingual('Règle de branche déjà enregistrée', 'Branch rule there already'),
    detail: bilingual(
      'Une règle de cette branche vaut déjà pour une partie de ces jours : retirez-la d’abord.',
      'A rule of this branch stands on some of these days already: withdraw it first.',
    ),
  });

export const branchRuleOfNothing = (): AppError =>
  invalidField(
    '/monthsWithoutDiploma',
    'required',
    'Indiquez au moins ce que la branche demande, ou combien d’apprentis elle permet.',
    'Say at least what the branch asks for, or how many apprentices it allows.',
  );
