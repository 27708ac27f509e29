import type { PersonId } from '../../kernel/ids.js';
import { refusedWithoutMandate } from '../mandates/whom-to-ask.types.js';
import { TUTOR_ROLES, type Team } from '../mandates/mandates.types.js';
import { addDays, type Day } from '../../kernel/days.js';
import { AppError, type FieldError } from '../../kernel/errors.js';
import { formatDay } from '../../kernel/days-in-words.js';
import { bilingual } from '../../kernel/language.js';
import { fieldError, forbidden } from '../../kernel/refusals.js';
import type { JournalEntryStatus } from './journal.types.js';

export const onlyOnesOwnJournal = (): AppError =>
  forbidden(
    'Le journal est tenu par l’alternant de ce contrat, et par personne d’autre.',
    'The journal is kept by the alternant of this contract, and by nobody else.',
  );

export const acknowledgerMandateMissing = (team: Team, person: PersonId, today: Day): AppError =>
  refusedWithoutMandate(
    team,
    { roles: TUTOR_ROLES, on: today, not: person },
    'Seul un tuteur prend acte du journal',
    'Only a tutor acknowledges the journal',
  );

export const entryInTheFuture = (): FieldError =>
  fieldError(
    '/on',
    'in_the_future',
    'Le journal dit ce qui a été fait : aujourd’hui ou avant.',
    'The journal says what was done: today or before.',
  );

export const outsideContract = (from: Day, until: Day): FieldError =>
  fieldError(
    '/on',
    'outside_contract',
    `Ce jour est hors du contrat, qui court du ${formatDay(from).fr} au ${formatDay(addDays(until, -1)).fr}.`,
    `This day is outside the contract, which runs from ${formatDay(from).en} to ${formatDay(addDays(until, -1)).en}.`,
  );

export const moreThanADay = (left: number, hours: number): FieldError =>
  fieldError(
    '/minutes',
    'more_than_a_day',
    `Avec les autres entrées de ce jour, cela dépasse ${hours} heures : il reste ${left} minutes. Retirez d’abord l’entrée erronée.`,
    `With the other entries of that day this is more than ${hours} hours: ${left} minutes are left. Withdraw the mistaken entry first.`,
  );

export const halfHours = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'required',
    'Des heures ont un début et une fin : donnez les deux, ou ni l’un ni l’autre ni pause.',
    'Hours have a beginning and an end: give "startsAt" and "endsAt", or neither and no break.',
  );

export const otherDay = (): FieldError =>
  fieldError(
    '/startsAt',
    'other_day',
    'Ces heures commencent un autre jour, à l’heure de Paris : corrigez-les, ou le jour.',
    'These hours begin on another day, by the clock in Paris: correct them, or the day.',
  );

export const longerThanHours = (room: number): FieldError =>
  fieldError(
    '/minutes',
    'longer_than_hours',
    `Ces heures ne tiennent que ${room} minutes, pause déduite : corrigez la durée ou les heures.`,
    `These hours hold ${room} minutes only, without the break: correct the duration or the hours.`,
  );

export const illegalJournalAct = (currentStatus: JournalEntryStatus, allowed: readonly string[]): AppError =>
  new AppError(
    'conflict',
    'illegal_transition',
    {
      title: bilingual('Étape impossible', 'Illegal transition'),
      detail:
        currentStatus === 'acknowledged'
          ? bilingual(
              'Un tuteur a pris acte de cette entrée : elle ne change plus. S’il faut la corriger, écrivez-en une nouvelle et parlez-en au tuteur.',
              'A tutor has acknowledged this entry: it no longer changes. To correct it, write a new one and speak to the tutor.',
            )
          : bilingual(
              'Cette entrée a été retirée par son auteur.',
              'This entry was withdrawn by its author.',
            ),
    },
    { currentStatus, allowed },
  );
