import { AppError, type FieldError } from '../../kernel/errors.js';
import { fieldError, forbidden } from '../../kernel/refusals.js';

export const notYourEmployer = (): AppError =>
  forbidden(
    'Une déclaration est enregistrée par le service RH de l’employeur qui l’a faite.',
    'A declaration is recorded by the HR of the employer who made it.',
  );

export const declaredInTheFuture = (): FieldError =>
  fieldError(
    '/declaredOn',
    'in_the_future',
    'Ce jour est à venir : enregistrez la déclaration une fois faite.',
    'This day is in the future: record the declaration once it is made.',
  );

export const notRegulated = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'not_regulated',
    'Cette mission n’est pas un travail réglementé : elle n’a pas besoin de déclaration.',
    'This mission is not regulated work: it needs no declaration.',
  );
