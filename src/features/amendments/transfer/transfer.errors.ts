import type { AppError, FieldError } from '../../../kernel/errors.js';
import { fieldError, forbidden } from '../../../kernel/refusals.js';

export const notTheNewEmployer = (): AppError =>
  forbidden(
    'Seules les RH du nouvel employeur nomment le tuteur principal, et jamais pour leur propre contrat.',
    'Only HR of the new employer name its main tutor ("mainTutorId"), and never for their own contract.',
  );

export const centreAttests = (): AppError =>
  forbidden(
    'D’un transfert, un administrateur du centre atteste l’original signé : le centre est partie aux deux contrats.',
    'Of a transfer, an administrator of the centre attests the paper that was signed: the centre is party to both contracts.',
  );

export const centreUndoes = (): AppError =>
  forbidden(
    'Un transfert signé de tous se retire avant son jour, par un administrateur du centre.',
    'A transfer that all signed is withdrawn before its day, by an administrator of the centre.',
  );

export const tutorRequired = (): FieldError =>
  fieldError(
    '/mainTutorId',
    'required',
    'Nommez le tuteur principal à partir du jour du transfert.',
    'Name the main tutor from the day of the transfer on.',
  );

export const tutorOfTheNewEmployer = (): FieldError =>
  fieldError(
    '/mainTutorId',
    'not_a_member',
    'Le tuteur principal est un tuteur ou un RH du nouvel employeur à partir du jour du transfert.',
    'The main tutor is a tutor or HR of the new employer from the day of the transfer on.',
  );

export const notOneself = (): FieldError =>
  fieldError(
    '/mainTutorId',
    'oneself',
    'Personne ne se nomme soi-même : un autre RH signe, ou nommez quelqu’un d’autre.',
    'Nobody names themself: have another HR sign, or name somebody else.',
  );

export const notTheAlternant = (): FieldError =>
  fieldError(
    '/mainTutorId',
    'alternant_themself',
    'L’alternant ne peut pas être son propre tuteur.',
    'The alternant cannot be their own tutor.',
  );

export const employerExpected = (): FieldError =>
  fieldError(
    '/changes/employerId',
    'employer_expected',
    'Indiquez ici un employeur.',
    'Name an employer here.',
  );

export const transferAlone = (): FieldError =>
  fieldError(
    '/changes',
    'transfer_alone',
    'Un contrat passe tel quel à un autre employeur : ce qui change ensuite prend un autre avenant.',
    'A contract passes to another employer as it is: what changes after that takes another amendment.',
  );

export const typeOfTransfer = (): FieldError =>
  fieldError(
    '/type',
    'other_type',
    'Les types 31 et 32 vont avec un autre employeur, et lui avec eux seuls.',
    'Types 31 and 32 go with another employer ("employerId"), which goes with no other.',
  );

export const startOfTransfer = (): FieldError =>
  fieldError(
    '/changes/startsOn',
    'day_of_transfer',
    'Ce contrat commence le jour où le précédent lui passe : que le centre retire le transfert, puis convenez d’un autre jour.',
    'This contract begins on the day on which the former one passes: have the centre withdraw the transfer, then agree on another day.',
  );

export const passedTooFarBack = (days: number): FieldError =>
  fieldError(
    '/effectiveOn',
    'too_far_back',
    `Un contrat passe à un autre employeur au plus ${days} jours en arrière.`,
    `A contract passes to another employer at most ${days} days back.`,
  );
