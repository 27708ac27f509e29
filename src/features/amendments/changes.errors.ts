import { addDays, type Day } from '../../kernel/days.js';
import { formatDay } from '../../kernel/days-in-words.js';
import type { FieldError } from '../../kernel/errors.js';
import { fieldError } from '../../kernel/refusals.js';

/** What of an amendment is wrong. */

export const changesNothing = (): FieldError =>
  fieldError(
    '/changes',
    'required',
    'Indiquez ce qui change : un avenant change au moins un élément.',
    'Say what changes: an amendment changes at least one thing.',
  );

export const otherCentre = (): FieldError =>
  fieldError(
    '/changes/trainingCentreId',
    'new_contract',
    'Un autre centre de formation prend un nouveau contrat, qui fait suite à celui-ci.',
    'Another training centre takes a new contract, which names this one in "continuationOf".',
  );

export const otherLadder = (): FieldError =>
  fieldError(
    '/changes/ladderId',
    'ladder_change',
    'Un autre parcours se prend par « ladder-changes », qui montre d’abord ce qui serait perdu.',
    'Another ladder is taken by "ladder-changes", which first shows what would be lost.',
  );

export const extensionWithoutEnd = (): FieldError =>
  fieldError(
    '/changes/endsOn',
    'required',
    'Indiquez le nouveau dernier jour de la prolongation.',
    'Say the new last day of the extension.',
  );

export const unchanged = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'unchanged',
    'C’est déjà ce qui est convenu : indiquez ce qui change.',
    'This is what is agreed already: say what changes.',
  );

/** `until` excluded. */
export const outsideContract = (from: Day, until: Day): FieldError =>
  fieldError(
    '/effectiveOn',
    'outside_contract',
    `Un avenant prend effet pendant le contrat, du ${formatDay(from).fr} au ${formatDay(addDays(until, -1)).fr}, ou le lendemain s’il le prolonge.`,
    `An amendment takes effect within the contract, from ${formatDay(from).en} to ${formatDay(addDays(until, -1)).en}, or the day after if it prolongs it.`,
  );

export const begunAlready = (): FieldError =>
  fieldError(
    '/changes/startsOn',
    'begun_already',
    'Le contrat a commencé : son premier jour ne change plus.',
    'The contract has begun: its first day changes no more.',
  );

export const beforeSignature = (): FieldError =>
  fieldError(
    '/changes/startsOn',
    'before_signature',
    'Un contrat commence au plus tôt le jour de sa signature.',
    'A contract starts at the earliest on the day of its signature.',
  );

export const startAfterEnd = (): FieldError =>
  fieldError(
    '/changes/startsOn',
    'after_end',
    'Le premier jour ne peut pas suivre le dernier.',
    'The first day cannot come after the last.',
  );

export const endRecorded = (pointer = '/changes/endsOn'): FieldError =>
  fieldError(
    pointer,
    'end_recorded',
    'La fin de ce contrat est déjà enregistrée : retirez-la d’abord, si elle n’a plus lieu.',
    'An end of this contract is recorded already: withdraw it first if it does not happen.',
  );

export const withoutEffect = (): FieldError =>
  fieldError(
    '/changes/endsOn',
    'before_effect',
    'Le nouveau dernier jour ne peut pas précéder la date d’effet.',
    'The new last day cannot come before the day of effect.',
  );

export const inThePast = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'in_the_past',
    'Un avenant ne défait pas des jours passés : indiquez aujourd’hui ou plus tard. Une rupture s’enregistre à part.',
    'An amendment does not undo days that are over: give today or later. A breach is recorded by "terminate".',
  );

export const notAnExtension = (): FieldError =>
  fieldError(
    '/changes/endsOn',
    'not_an_extension',
    'Une prolongation finit après le dernier jour d’aujourd’hui.',
    'An extension ends after the present last day.',
  );

/** `until`: the first day that such an extension adds, or added first. */
export const extensionTooLong = (until: Day, months: number, article: string): FieldError =>
  fieldError(
    '/changes/endsOn',
    'extension_too_long',
    `Après un échec à l’examen, au plus ${months} mois de plus en tout à partir du ${formatDay(until).fr} (${article}).`,
    `After a failed exam, at most ${months} months more in all from ${formatDay(until).en} (${article}).`,
  );

export const contractTooLong = (months: number, article: string): FieldError =>
  fieldError(
    '/changes/endsOn',
    'extension_too_long',
    `Même prolongé pour ce motif, le contrat dure au plus ${months} mois en tout (${article}).`,
    `Even extended on this ground, the contract lasts at most ${months} months in all (${article}).`,
  );

export const typeMismatch = (): FieldError =>
  fieldError(
    '/type',
    'other_type',
    'Le type 33 va avec une prolongation après échec à l’examen, et elle avec lui seul.',
    'Type 33 goes with an extension after a failed exam ("extension"), which goes with no other.',
  );

export const notByAmendment = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'not_by_amendment',
    'Ce membre ne se change pas ici : écrivez-le dans le formulaire, ou par l’avenant qui porte son nom.',
    'This member does not change here: write it in the form, or by the change that has its name.',
  );

export const alternantThemself = (): FieldError =>
  fieldError(
    '/changes/mainTutorId',
    'alternant_themself',
    'L’alternant ne peut pas être son propre tuteur.',
    'The alternant cannot be their own tutor.',
  );

export const tooFarBack = (): FieldError =>
  fieldError(
    '/effectiveOn',
    'too_far_back',
    'Un nouveau tuteur principal commence au plus tôt 7 jours en arrière.',
    'A new main tutor begins at most 7 days back.',
  );

export const signedTooEarly = (): FieldError =>
  fieldError(
    '/signedOn',
    'before_contract',
    'Un avenant se signe après le contrat qu’il change.',
    'An amendment is signed after the contract that it changes.',
  );

export const signedTooLate = (): FieldError =>
  fieldError(
    '/signedOn',
    'after_end',
    'Un contrat arrivé à son terme ne change plus que par un avenant signé avant : indiquez le jour écrit sur l’original.',
    'A contract past its last day changes only by what was signed before it: give the day on the paper.',
  );

export const signedInTheFuture = (): FieldError =>
  fieldError(
    '/signedOn',
    'in_the_future',
    'Un avenant s’enregistre une fois signé : indiquez aujourd’hui au plus tard.',
    'An amendment is recorded once it is signed: give today at the latest.',
  );
