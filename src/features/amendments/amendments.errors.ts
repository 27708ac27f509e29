import { AppError, type FieldError } from '../../kernel/errors.js';
import { CONTRACT_LABELS } from '../../kernel/labels/contract-labels.js';
import { bilingual } from '../../kernel/language.js';
import { forbidden } from '../../kernel/refusals.js';
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

const refused = (
  code: string,
  title: [string, string],
  detail: [string, string],
  members: Record<string, unknown> = {},
): AppError =>
  new AppError('conflict', code, { title: bilingual(...title), detail: bilingual(...detail) }, members);

export const notToBeAmended = (currentStatus: ContractStatus): AppError =>
  refused(
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
  const { fr, en } = CONTRACT_LABELS.AmendmentStatus[currentStatus];
  return refused(
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
  refused(
    'already_signed',
    ['Déjà signé', 'Signed already'],
    [
      'Vous avez déjà signé cet avenant, ou quelqu’un l’a fait pour votre organisation : chacun signe pour une seule partie.',
      'You signed this amendment already, or somebody did for your organisation: everybody signs for one party only.',
    ],
  );

export const signaturesFirst = (awaited: readonly AmendmentParty[]): AppError => {
  const names = awaited.map((party) => CONTRACT_LABELS.AmendmentParty[party]);
  return refused(
    'signatures_awaited',
    ['D’autres signent avant', 'Others sign first'],
    [
      `Doivent signer avant vous : ${listed(names.map(({ fr }) => fr)).fr}. Ou attestez un original signé de tous.`,
      `These sign before you: ${listed(names.map(({ en }) => en)).en}. Or attest a paper signed by all ("paperSignedByAll").`,
    ],
    { awaited },
  );
};

export const representativeMissing = (): AppError =>
  refused(
    'legal_representative_missing',
    ['Représentant légal manquant', 'Legal representative missing'],
    [
      'L’alternant est mineur, ou son âge est inconnu : son représentant légal signe aussi. Indiquez-le d’abord sur le contrat.',
      'The alternant is a minor, or their age is unknown: a legal representative signs too. First name them on the contract.',
    ],
  );

/** `errors`: what no longer fits, as it is told of a proposal. */
export const amendmentOutdated = (errors: readonly FieldError[]): AppError =>
  refused(
    'amendment_outdated',
    ['Avenant dépassé', 'Amendment outdated'],
    [
      'Depuis qu’il a été proposé, le contrat ou la date a changé : retirez-le, puis proposez-en un autre.',
      'Since it was proposed, the contract or the day has changed: withdraw it and propose another one.',
    ],
    { errors },
  );

export const tooManyProposals = (most: number): AppError =>
  refused(
    'too_many_amendments',
    ['Trop d’avenants ouverts', 'Too many open amendments'],
    [
      `${most} avenants de ce contrat attendent déjà des signatures : faites-les signer, ou retirez-en.`,
      `${most} amendments of this contract await signatures already: have them signed, or withdraw some.`,
    ],
    { most },
  );
