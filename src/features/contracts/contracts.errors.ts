import { addDays, type Day } from '../../kernel/days.js';
import { AppError, type FieldError } from '../../kernel/errors.js';
import type { PersonId } from '../../kernel/ids.js';
import { bilingual } from '../../kernel/language.js';
import { fieldError, forbidden, invalidField } from '../../kernel/refusals.js';
import type { ContractStatus } from './contracts.types.js';

export const notYourContract = (): AppError =>
  forbidden(
    'Seuls les RH de l’employeur et les administrateurs du centre de formation de ce contrat peuvent le faire.',
    'Only the HR of the employer and the administrators of the training centre of this contract may do this.',
  );

export const notYourOrganisation = (): AppError =>
  forbidden('Vous n’administrez pas cette organisation aujourd’hui.', 'You do not administer this organisation today.');

export const whichOrganisation = (): AppError =>
  invalidField(
    'organisationId',
    'required',
    'Vous administrez plusieurs organisations : précisez « organisationId », celle dont c’est l’identifiant externe.',
    'You administer several organisations: say with "organisationId" whose external id this is.',
  );

export const externalIdTaken = (): AppError =>
  invalidField(
    '/externalId',
    'taken',
    'Votre organisation utilise déjà cet identifiant externe pour un autre contrat.',
    'Your organisation already uses this external id for another contract.',
  );

export const wrongKind = (pointer: string, wanted: 'employer' | 'training_centre'): FieldError =>
  wanted === 'employer'
    ? fieldError(pointer, 'employer_expected', 'Indiquez ici un employeur.', 'Name an employer here.')
    : fieldError(pointer, 'training_centre_expected', 'Indiquez ici un centre de formation.', 'Name a training centre here.');

export const endsBeforeStart = (): FieldError =>
  fieldError('/endsOn', 'before_start', 'Le dernier jour ne peut pas précéder le premier.', 'The last day cannot come before the first.');

export const notTheSameAlternant = (): FieldError =>
  fieldError(
    '/continuationOf',
    'other_alternant',
    'Un contrat ne peut faire suite qu’à un contrat du même alternant.',
    'A contract can only continue one of the same alternant.',
  );

export const signedAfterStart = (): FieldError =>
  fieldError('/on', 'after_start', 'Un contrat se signe au plus tard le jour où il commence.', 'A contract is signed at the latest on the day it starts.');

export const outsideContract = (from: Day, until: Day): FieldError =>
  fieldError(
    '/on',
    'outside_contract',
    `Ce jour est hors du contrat, qui court du ${from} au ${addDays(until, -1)}.`,
    `This day is outside the contract, which runs from ${from} to ${addDays(until, -1)}.`,
  );

export const overlapsSuspension = (): FieldError =>
  fieldError('/on', 'overlaps_suspension', 'Une suspension est déjà enregistrée à partir de ce jour.', 'A suspension is already recorded from this day on.');

export const notAfterSuspension = (): FieldError =>
  fieldError('/on', 'before_suspension', 'La reprise vient après le premier jour de la suspension.', 'The return comes after the first day of the suspension.');

export const causeOfEarlyCompletion = (): FieldError =>
  fieldError(
    '/cause',
    'diploma_expected',
    'Avant son terme, seul le diplôme obtenu achève un contrat ; sinon, utilisez « terminate ».',
    'Before its term only the diploma completes a contract; otherwise use "terminate".',
  );

export const illegalTransition = (currentStatus: ContractStatus, allowed: readonly string[]): AppError =>
  new AppError(
    'conflict',
    'illegal_transition',
    {
      title: bilingual('Étape impossible', 'Illegal transition'),
      detail: bilingual(
        'L’état du contrat ne le permet pas : voyez « currentStatus », et ce qui est possible dans « allowed ».',
        'The state of the contract does not allow this: see "currentStatus", and what is possible in "allowed".',
      ),
    },
    { currentStatus, allowed },
  );

export const amendmentRequired = (fields: readonly string[]): AppError =>
  new AppError(
    'conflict',
    'amendment_required',
    {
      title: bilingual('Avenant nécessaire', 'Amendment required'),
      detail: bilingual(
        'Ce contrat est signé : les champs listés dans « fields » ne changent plus ici, il faut un avenant. Renvoyez-les tels quels.',
        'This contract is signed: the fields listed in "fields" no longer change here, an amendment is needed. Send them back as they are.',
      ),
    },
    { fields },
  );

const refused = (code: string, title: [string, string], detail: [string, string], details: Record<string, unknown> = {}): AppError =>
  new AppError('conflict', code, { title: bilingual(...title), detail: bilingual(...detail) }, details);

export const mainTutorMissing = (startsOn: Day): AppError =>
  refused(
    'main_tutor_missing',
    ['Tuteur principal manquant', 'Main tutor missing'],
    [
      `Désignez d’abord un tuteur principal présent le ${startsOn}, premier jour du contrat.`,
      `First name a main tutor in charge on ${startsOn}, the first day of the contract.`,
    ],
    { on: startsOn },
  );

export const tutorUnderAge = (tutorId: PersonId, atLeast: number): AppError =>
  refused(
    'tutor_under_age',
    ['Tuteur trop jeune', 'Tutor under age'],
    [`Un tuteur a au moins ${atLeast} ans : désignez une autre personne.`, `A tutor is at least ${atLeast}: name somebody else.`],
    { tutorId, atLeast },
  );

export const legalRepresentativeMissing = (): AppError =>
  refused(
    'legal_representative_missing',
    ['Représentant légal manquant', 'Legal representative missing'],
    [
      'L’alternant est mineur, ou sa date de naissance est inconnue : indiquez son représentant légal, ou sa date de naissance.',
      'The alternant is a minor, or their birth date is unknown: name their legal representative, or give their birth date.',
    ],
  );

export const contractOverlap = (): AppError =>
  refused(
    'contract_overlap',
    ['Contrats simultanés', 'Overlapping contracts'],
    [
      'Cet alternant a déjà un contrat signé sur une partie de ces jours : changez les dates, ou mettez d’abord fin à l’autre.',
      'This alternant already has a signed contract on some of these days: change the dates, or end the other one first.',
    ],
  );

/** `followed` contracts on day `on`, this one included, where the law allows `limit`. */
export interface Overload {
  readonly on: Day;
  readonly followed: number;
  readonly limit: number;
  readonly repeating: number;
  readonly source: string;
}

export const tutorOverCapacity = (tutorId: PersonId, overload: Overload): AppError =>
  refused(
    'tutor_over_capacity',
    ['Tuteur au complet', 'Tutor over capacity'],
    [
      `Le ${overload.on}, cette personne suivrait ${overload.followed} contrats ; la limite est de ${overload.limit}, plus ${overload.repeating} redoublant (${overload.source}). Désignez un autre tuteur principal.`,
      `On ${overload.on} this person would follow ${overload.followed} contracts; the limit is ${overload.limit}, plus ${overload.repeating} repeating (${overload.source}). Name another main tutor.`,
    ],
    { tutorId, ...overload },
  );
