import { addDays, type Day } from '../../kernel/days.js';
import { AppError, type FieldError } from '../../kernel/errors.js';
import { formatDay } from '../../kernel/days-in-words.js';
import { PEOPLE_LABELS } from '../../kernel/labels/people-labels.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import { fieldError, forbidden, invalidField } from '../../kernel/refusals.js';
import { listed } from '../../kernel/sentences.js';
import type { ContractStatus } from './contracts.types.js';
import { waysToAmend } from './terms/amendable.rules.js';

export const notYourContract = (): AppError =>
  forbidden(
    'Seuls les RH de l’employeur et les administrateurs du centre de formation de ce contrat peuvent le faire.',
    'Only the HR of the employer and the administrators of the training centre of this contract may do this.',
  );

export const notYourCentre = (): AppError =>
  forbidden(
    'Seuls les administrateurs du centre de formation de ce contrat peuvent le faire.',
    'Only the administrators of the training centre of this contract may do this.',
  );

export const notForOwnContract = (): AppError =>
  forbidden(
    'Nul n’agit pour l’employeur ou le centre sur son propre contrat : demandez à un autre responsable.',
    'Nobody acts for the employer or the centre on their own contract: ask another administrator.',
  );

export const notYourOrganisation = (): AppError =>
  forbidden(
    'Vous n’administrez pas cette organisation aujourd’hui.',
    'You do not administer this organisation today.',
  );

export const whichOrganisation = (): AppError =>
  invalidField(
    '/organisationId',
    'required',
    'Vous administrez plusieurs organisations : dites laquelle utilise cet identifiant externe.',
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
    : fieldError(
        pointer,
        'training_centre_expected',
        'Indiquez ici un centre de formation.',
        'Name a training centre here.',
      );

export const endsBeforeStart = (): FieldError =>
  fieldError(
    '/endsOn',
    'before_start',
    'Le dernier jour ne peut pas précéder le premier.',
    'The last day cannot come before the first.',
  );

export const representativeUnnamed = (): FieldError =>
  fieldError(
    '/legalRepresentative/familyName',
    'required',
    'Indiquez un nom ou un prénom : l’un des deux suffit.',
    'Give a family name or a given name: one of the two is enough.',
  );

export const notTheSameAlternant = (): FieldError =>
  fieldError(
    '/continuationOf',
    'other_alternant',
    'Un contrat ne peut faire suite qu’à un contrat du même alternant.',
    'A contract can only continue one of the same alternant.',
  );

export const signedAfterStart = (): FieldError =>
  fieldError(
    '/on',
    'after_start',
    'Un contrat se signe au plus tard le jour où il commence.',
    'A contract is signed at the latest on the day it starts.',
  );

export const outsideContract = (from: Day, until: Day, pointer = '/on'): FieldError =>
  fieldError(
    pointer,
    'outside_contract',
    `Ce jour est hors du contrat, qui court du ${formatDay(from).fr} au ${formatDay(addDays(until, -1)).fr}.`,
    `This day is outside the contract, which runs from ${formatDay(from).en} to ${formatDay(addDays(until, -1)).en}.`,
  );

export const overlapsSuspension = (): FieldError =>
  fieldError(
    '/on',
    'overlaps_suspension',
    'Une suspension est déjà enregistrée à partir de ce jour.',
    'A suspension is already recorded from this day on.',
  );

export const backBeforeAway = (): FieldError =>
  fieldError(
    '/to',
    'before_start',
    'Le dernier jour de la suspension ne peut pas précéder le premier.',
    'The last day of the suspension cannot come before the first.',
  );

export const notAfterSuspension = (): FieldError =>
  fieldError(
    '/on',
    'before_suspension',
    'La reprise ne peut pas précéder le premier jour de la suspension.',
    'The return cannot come before the first day of the suspension.',
  );

export const causeOfEarlyCompletion = (): FieldError =>
  fieldError(
    '/cause',
    'diploma_expected',
    'Avant son terme, seul le diplôme obtenu achève un contrat ; sinon, enregistrez une rupture.',
    'Before its term only the diploma completes a contract; otherwise use "terminate".',
  );

export const illegalTransition = (currentStatus: ContractStatus, allowed: readonly string[]): AppError =>
  new AppError(
    'conflict',
    'illegal_transition',
    {
      title: bilingual('Étape impossible', 'Illegal transition'),
      detail: explainStatus(currentStatus, allowed),
    },
    { currentStatus, allowed },
  );

/** Which it is, and what may be done instead. */
function explainStatus(status: ContractStatus, allowed: readonly string[]): Bilingual {
  const { ContractStatus: statuses, ContractAct: acts } = PEOPLE_LABELS;
  const { fr, en } = statuses[status];
  const possible = allowed.flatMap((act) => (act in acts ? [acts[act as keyof typeof acts]] : []));
  if (possible.length === 0)
    return bilingual(
      `Contrat ${fr} : plus rien n’est possible, faites-en un autre.`,
      `Contract ${en}: nothing is possible any more, make another one.`,
    );
  return bilingual(
    `Contrat ${fr} : vous pouvez seulement ${
      listed(
        possible.map((act) => act.fr),
        'ou',
      ).fr
    }.`,
    `Contract ${en}: all you can do is ${
      listed(
        possible.map((act) => act.en),
        'ou',
      ).en
    }.`,
  );
}

export const amendmentRequired = (fields: readonly string[]): AppError =>
  new AppError(
    'conflict',
    'amendment_required',
    {
      title: bilingual('Avenant nécessaire', 'Amendment required'),
      detail: bilingual(
        'Ce contrat est signé : ces éléments ne changent plus que par un avenant. Proposez-le par « amendments » comme le dit « ways », ou renvoyez-les tels quels.',
        'This contract is signed: the fields in "fields" change by an amendment only. Propose it by "amendments" as "ways" says, or send them back as they are.',
      ),
    },
    { fields, ways: waysToAmend(fields) },
  );

export const notAmendable = (fields: readonly string[], currentStatus: ContractStatus): AppError =>
  new AppError(
    'conflict',
    'not_amendable',
    {
      title: bilingual('Ne change plus', 'Changes no more'),
      detail: bilingual(
        'Ces champs ne changent plus, même par avenant. Omis, le parcours reste celui suivi ; un autre se prend par « ladder-changes » ; sinon, faites un autre contrat.',
        'The fields in "fields" change no more, not even by amendment. Without "ladderId" the contract keeps its ladder; "ladder-changes" takes another. For the rest record another contract.',
      ),
    },
    { fields, currentStatus },
  );
