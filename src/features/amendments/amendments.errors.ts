import { addDays, type Day } from '../../kernel/days.js';
import { formatDay } from '../../kernel/days-in-words.js';
import { AppError, type FieldError } from '../../kernel/errors.js';
import { PEOPLE_LABELS } from '../../kernel/labels/people-labels.js';
import { bilingual } from '../../kernel/language.js';
import { fieldError, forbidden } from '../../kernel/refusals.js';
import { listed } from '../../kernel/sentences.js';
import type { ContractStatus } from '../contracts/contracts.types.js';
import type { AmendmentParty, AmendmentStatus } from './amendments.types.js';

export const notYoursToPropose = (): AppError =>
  forbidden(
    'Un avenant est proposé par les RH de l’employeur ou un administrateur du centre, jamais par l’alternant lui-même.',
    'An amendment is proposed by the employer’s HR or an administrator of the centre, never by the alternant themself.',
  );

export const notAParty = (): AppError =>
  forbidden(
    'Signent l’alternant, les RH de l’employeur et un administrateur du centre ; un original signé de tous, l’une des organisations.',
    'The alternant, the employer’s HR and an administrator of the centre sign; a paper signed by all, one of the organisations.',
  );

export const notYourProposal = (): AppError =>
  forbidden(
    'Seule l’organisation qui a proposé cet avenant le retire ; refusez-le, si vous n’en voulez pas.',
    'Only the organisation that proposed this amendment withdraws it; refuse it if you do not want it.',
  );

const conflict = (
  code: string,
  title: [string, string],
  detail: [string, string],
  members: Record<string, unknown> = {},
): AppError =>
  new AppError('conflict', code, { title: bilingual(...title), detail: bilingual(...detail) }, members);

export const notToBeAmended = (currentStatus: ContractStatus): AppError =>
  conflict(
    'illegal_transition',
    ['Avenant impossible', 'No amendment possible'],
    currentStatus === 'draft'
      ? [
          'Ce contrat n’est pas signé : modifiez-le directement.',
          'This contract is not signed: change it directly.',
        ]
      : [
          'Ce contrat est fini : enregistrez un nouveau contrat qui lui fait suite.',
          'This contract is over: record a new contract that continues it.',
        ],
    { currentStatus, allowed: [] },
  );

export const amendmentClosed = (currentStatus: AmendmentStatus): AppError => {
  const { fr, en } = PEOPLE_LABELS.AmendmentStatus[currentStatus];
  return conflict(
    'amendment_closed',
    ['Avenant clos', 'Amendment closed'],
    [
      `Cet avenant est ${fr} : il ne reçoit plus de réponse. Proposez-en un autre pour changer encore.`,
      `This amendment is ${en}: nothing is answered to it any more. Propose another one to change again.`,
    ],
    { currentStatus },
  );
};

export const alreadySigned = (): AppError =>
  conflict(
    'already_signed',
    ['Déjà signé', 'Signed already'],
    [
      'Vous avez déjà signé cet avenant, ou quelqu’un l’a fait pour votre organisation : chacun signe pour une seule partie.',
      'You signed this amendment already, or somebody did for your organisation: everybody signs for one party only.',
    ],
  );

export const signaturesFirst = (awaited: readonly AmendmentParty[]): AppError => {
  const names = awaited.map((party) => PEOPLE_LABELS.AmendmentParty[party]);
  return conflict(
    'signatures_awaited',
    ['D’autres signent avant', 'Others sign first'],
    [
      `Doivent signer avant vous : ${listed(names.map(({ fr }) => fr)).fr}. Ou attestez un original signé de tous (« paperSignedByAll »).`,
      `These sign before you: ${listed(names.map(({ en }) => en)).en}. Or attest a paper signed by all ("paperSignedByAll").`,
    ],
    { awaited },
  );
};

export const representativeMissing = (): AppError =>
  conflict(
    'legal_representative_missing',
    ['Représentant légal manquant', 'Legal representative missing'],
    [
      'L’alternant est mineur, ou son âge est inconnu : son représentant légal signe aussi. Indiquez-le d’abord sur le contrat.',
      'The alternant is a minor, or their age is unknown: a legal representative signs too. First name them on the contract.',
    ],
  );

/** `errors`: what no longer fits, as it is told of a proposal. */
export const amendmentOutdated = (errors: readonly FieldError[]): AppError =>
  conflict(
    'amendment_outdated',
    ['Avenant dépassé', 'Amendment outdated'],
    [
      'Depuis qu’il a été proposé, le contrat ou la date a changé : retirez-le, puis proposez-en un autre.',
      'Since it was proposed, the contract or the day has changed: withdraw it and propose another one.',
    ],
    { errors },
  );

export const tooManyProposals = (most: number): AppError =>
  conflict(
    'too_many_amendments',
    ['Trop d’avenants ouverts', 'Too many open amendments'],
    [
      `${most} avenants de ce contrat attendent déjà des signatures : faites-les signer, ou retirez-en.`,
      `${most} amendments of this contract await signatures already: have them signed, or withdraw some.`,
    ],
    { most },
  );

export const changesNothing = (): FieldError =>
  fieldError(
    '/changes',
    'required',
    'Indiquez ce qui change : un avenant change au moins un élément.',
    'Say what changes: an amendment changes at least one thing.',
  );

export const otherEmployer = (): FieldError =>
  fieldError(
    '/changes/employerId',
    'new_contract',
    'Un autre employeur prend un nouveau contrat, qui nomme celui-ci dans « continuationOf ».',
    'Another employer takes a new contract, which names this one in "continuationOf".',
  );

export const otherCentre = (): FieldError =>
  fieldError(
    '/changes/trainingCentreId',
    'new_contract',
    'Un autre centre de formation prend un nouveau contrat, qui nomme celui-ci dans « continuationOf ».',
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

export const endRecorded = (): FieldError =>
  fieldError(
    '/changes/endsOn',
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
    'Un avenant ne défait pas des jours passés : indiquez aujourd’hui ou plus tard. Une rupture s’enregistre par « terminate ».',
    'An amendment does not undo days that are over: give today or later. A breach is recorded by "terminate".',
  );

export const notAnExtension = (): FieldError =>
  fieldError(
    '/changes/endsOn',
    'not_an_extension',
    'Une prolongation après échec finit après le dernier jour d’aujourd’hui.',
    'An extension after a failed exam ends after the present last day.',
  );

/** `until`: the present first day out. */
export const extensionTooLong = (until: Day, months: number, article: string): FieldError =>
  fieldError(
    '/changes/endsOn',
    'extension_too_long',
    `Après un échec à l’examen, au plus ${months} mois de plus à partir du ${formatDay(until).fr} (${article}).`,
    `After a failed exam, at most ${months} months more from ${formatDay(until).en} (${article}).`,
  );

export const typeMismatch = (): FieldError =>
  fieldError(
    '/type',
    'other_type',
    'Le type 33 va avec une prolongation après échec (« extension »), et elle avec lui seul.',
    'Type 33 goes with an extension after a failed exam ("extension"), which goes with no other.',
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
