import type { Day } from '../../../kernel/days.js';
import { AppError } from '../../../kernel/errors.js';
import type { ContractId, PersonId } from '../../../kernel/ids.js';
import { formatDay } from '../../../kernel/days-in-words.js';
import { bilingual } from '../../../kernel/language.js';

/** Why a contract may not be signed. */

const refused = (
  code: string,
  title: [string, string],
  detail: [string, string],
  details: Record<string, unknown> = {},
): AppError =>
  new AppError('conflict', code, { title: bilingual(...title), detail: bilingual(...detail) }, details);

export const mainTutorMissing = (startsOn: Day): AppError =>
  refused(
    'main_tutor_missing',
    ['Tuteur principal manquant', 'Main tutor missing'],
    [
      `Désignez d’abord un tuteur principal présent le ${formatDay(startsOn).fr}, premier jour du contrat.`,
      `First name a main tutor in charge on ${formatDay(startsOn).en}, the first day of the contract.`,
    ],
    { on: startsOn },
  );

export const tutorUnderAge = (tutorId: PersonId, atLeast: number): AppError =>
  refused(
    'tutor_under_age',
    ['Tuteur trop jeune', 'Tutor under age'],
    [
      `Un tuteur a au moins ${atLeast} ans : désignez une autre personne.`,
      `A tutor is at least ${atLeast}: name somebody else.`,
    ],
    { tutorId, atLeast },
  );

export const birthDateImplausible = (found: {
  readonly age: number;
  readonly atLeast: number;
  readonly atMost: number;
}): AppError =>
  refused(
    'birth_date_implausible',
    ['Date de naissance invraisemblable', 'Implausible birth date'],
    [
      `Selon sa date de naissance, l’alternant aurait ${found.age} ans au début du contrat, et non de ${found.atLeast} à ${found.atMost} : corrigez-la, puis signez.`,
      `By their birth date the alternant would be ${found.age} at the start of the contract, and not ${found.atLeast} to ${found.atMost}: correct it on the record of the person, then sign.`,
    ],
    found,
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

/** Signed, it would bind the alternant everywhere: that is for an organisation that keeps them to say. */
export const alternantKeptElsewhere = (): AppError =>
  new AppError('conflict', 'alternant_kept_elsewhere', {
    title: bilingual('Alternant d’une autre organisation', 'Alternant of another organisation'),
    detail: bilingual(
      'Une autre organisation tient la fiche de cet alternant : faites-la signer, ou rattachez d’abord avec lui l’alternant à la vôtre.',
      'Another organisation keeps this alternant’s record: let the organisation of the contract that keeps it too sign, or first record their membership of yours together with that person.',
    ),
  });

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

/** One of those that are followed that day, which the caller may read; `to`: the last day, included. */
export interface FollowedContract {
  readonly contractId: ContractId;
  readonly alternant: string;
  readonly employer: string;
  readonly from: Day;
  readonly to: Day;
}

/** All that is followed that day besides the contract asked about. */
export interface FollowedThen {
  readonly contracts: readonly FollowedContract[];
  readonly othersFollowed: number;
}

/** Names are told of contracts that the caller reads alone; the others are counted. */
export const tutorOverCapacity = (
  tutorId: PersonId,
  overload: Overload,
  { contracts, othersFollowed }: FollowedThen = { contracts: [], othersFollowed: 0 },
): AppError =>
  refused(
    'tutor_over_capacity',
    ['Tuteur au complet', 'Tutor over capacity'],
    [
      `Le ${formatDay(overload.on).fr}, cette personne suivrait ${overload.followed} contrats, plus que les ${overload.limit} autorisés : désignez un autre tuteur principal.`,
      `On ${formatDay(overload.on).en} this person would follow ${overload.followed} contracts; the limit is ${overload.limit}, plus ${overload.repeating} repeating (${overload.source}): name another main tutor.`,
    ],
    { tutorId, ...overload, contracts, othersFollowed },
  );

export const mandatesUnfit = (
  mandates: readonly { readonly mandateId: string; readonly personId: string; readonly role: string }[],
): AppError =>
  refused(
    'mandate_unfit',
    ['Mandat inadapté', 'Unfit mandate'],
    [
      'Des mandats ne conviennent plus (personne, employeur, centre ou palier changé) : mettez-y fin, puis ouvrez les bons.',
      'Some mandates no longer suit this contract (its person, employer, centre or ladder changed): end them, then open the right ones.',
    ],
    { mandates: mandates.map(({ mandateId, personId, role }) => ({ mandateId, personId, role })) },
  );
