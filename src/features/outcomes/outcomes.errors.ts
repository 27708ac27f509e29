import { formatDay } from '../../kernel/days-in-words.js';
import type { Day } from '../../kernel/days.js';
import { AppError, type FieldError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import { fieldError, forbidden } from '../../kernel/refusals.js';

export const outcomeEmpty = (): FieldError =>
  fieldError(
    '/situation',
    'required',
    'Dites la situation, le diplôme, ou les deux ; qu’elle est inconnue si personne ne sait.',
    'Say the situation, the diploma, or both; "unknown" if nobody knows.',
  );

export const outcomeTooEarly = (from: Day): FieldError =>
  fieldError(
    '/stage',
    'too_early',
    `Cette étape s’enregistre à partir du ${formatDay(from).fr} : attendez ce jour, ou choisissez l’autre étape.`,
    `This stage is recorded from ${formatDay(from).en} on: wait for that day, or choose the other stage.`,
  );

export const employerSaysHired = (): FieldError =>
  fieldError(
    '/situation',
    'hired_here_only',
    'Un employeur dit seulement qu’il a embauché : le reste revient au centre et à l’alternant.',
    'An employer says only that it hired: "hired_here". The rest is for the centre and the alternant.',
  );

export const noOutcomeYet = (currentStatus: 'draft' | 'cancelled'): AppError =>
  new AppError(
    'conflict',
    'illegal_transition',
    {
      title: bilingual('Aucun contrat achevé', 'No contract that ended'),
      detail: bilingual(
        'Ce contrat n’a jamais couru : il n’a pas de suites à enregistrer.',
        'This contract never ran: it has no outcome to record.',
      ),
    },
    { currentStatus, allowed: [] },
  );

export const notYoursToRecord = (): AppError =>
  forbidden(
    'Les suites d’un contrat sont dites par l’alternant, par son centre ou son référent, ou par les RH qui l’ont embauché.',
    'The outcome of a contract is for the alternant, the centre or its referent, or the HR who hired them.',
  );
