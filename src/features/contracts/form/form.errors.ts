import type { AppError, FieldError } from '../../../kernel/errors.js';
import { fieldError, forbidden, unknownReference } from '../../../kernel/refusals.js';

export const formOfOthers = (): AppError =>
  forbidden(
    'Ce formulaire est réservé à l’alternant, aux RH de l’employeur et aux administrateurs du centre.',
    'This form is for the alternant, the HR of the employer and the administrators of the centre.',
  );

export const endsBeforeItStarts = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'before_start',
    'Le dernier jour ne peut pas précéder le premier.',
    'The last day cannot come before the first.',
  );

export const payOverlaps = (index: number, other: number): FieldError =>
  fieldError(
    `/pay/periods/${index}/from`,
    'overlaps_period',
    `Cette période de rémunération commence avant la fin de la période ${other + 1} : corrigez l’une des deux.`,
    `This pay period starts before the end of period ${other + 1}: correct one of the two.`,
  );

export const tooManyOfYear = (index: number): FieldError =>
  fieldError(
    `/pay/periods/${index}/year`,
    'too_many_of_year',
    'Une année du contrat a deux périodes de rémunération au plus.',
    'A year of the contract has two pay periods at most.',
  );

export const sameTutorTwice = (index: number): FieldError =>
  fieldError(
    `/tutors/${index}/personId`,
    'duplicate_tutor',
    'Ce tuteur figure déjà dans la liste.',
    'This tutor is in the list already.',
  );

/** Whoever has no tutor’s mandate on the contract, known or not. */
export const notATutor = (index: number): FieldError => unknownReference(`/tutors/${index}/personId`);

export const noSuchMonth = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'deca_month',
    'Le mois de ce numéro DECA n’existe pas : il va de 01 à 12, après l’année.',
    'The month of this DECA number does not exist: it goes from 01 to 12, after the year.',
  );

export const otherSector = (): FieldError =>
  fieldError(
    '/employer/employerType',
    'other_sector',
    'Ce type d’employeur n’est pas de ce secteur : les codes 21 à 30 sont publics, les autres privés.',
    'This type of employer is not of that sector: codes 21 to 30 are public, the others private.',
  );
