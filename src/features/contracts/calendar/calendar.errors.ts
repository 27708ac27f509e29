import { AppError, type FieldError } from '../../../kernel/errors.js';
import { bilingual } from '../../../kernel/language.js';
import { fieldError } from '../../../kernel/refusals.js';

export const notAMonday = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'not_a_monday',
    'Un rythme commence un lundi : donnez le lundi de sa première semaine.',
    'A rhythm begins on a Monday: give the Monday of its first week.',
  );

export const sameStart = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'same_start',
    'Deux rythmes commencent ce jour-là : gardez-en un.',
    'Two rhythms begin on that day: keep one.',
  );

export const twoPlaces = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'two_places',
    'Ce jour de la semaine est à la fois en entreprise et au centre : laissez-en un.',
    'This day of the week is both at the company and at the centre: leave one.',
  );

export const notWorked = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'not_worked',
    'Une demi-journée est un jour en entreprise ou au centre : ajoutez ce jour à l’un des deux.',
    'A half day is a day at the company or at the centre: add that day to one of them.',
  );

export const endsBeforeItStarts = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'before_from',
    'Le dernier jour précède le premier : corrigez l’un des deux.',
    'The last day is before the first: correct one of them.',
  );

export const sharesDays = (pointer: string, other: number): FieldError =>
  fieldError(
    pointer,
    'shares_days',
    `Cette période a des jours en commun avec la période n° ${other + 1} : séparez-les.`,
    `This period shares days with period number ${other + 1}: keep them apart.`,
  );

export const tooManyPeriods = (atMost: number): FieldError =>
  fieldError(
    '',
    'too_many',
    `Avec ce fichier le calendrier dépasserait ${atMost} périodes : décrivez le rythme, puis importez ce qui s’en écarte.`,
    `With this file the calendar would have more than ${atMost} periods: describe the rhythm, then import what differs.`,
  );

export const tooManyDays = (atMost: number): FieldError =>
  fieldError(
    '/to',
    'too_many_days',
    `Demandez ${atMost} jours au plus à la fois : rapprochez les deux jours.`,
    `Ask for ${atMost} days at most at a time: bring the two days closer.`,
  );

export const calendarChanged = (): AppError =>
  new AppError('conflict', 'calendar_changed', {
    title: bilingual('Calendrier modifié entre-temps', 'Calendar changed meanwhile'),
    detail: bilingual(
      'Un autre calendrier a été enregistré depuis que vous l’avez lu : relisez-le, puis recommencez.',
      'Another calendar was recorded since you read it: read it again, then try once more.',
    ),
  });
