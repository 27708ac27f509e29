import { addDays, dayOf, type Instant } from '../../kernel/days.js';
import { formatDay } from '../../kernel/days-in-words.js';
import { PEOPLE_LABELS } from '../../kernel/labels/people-labels.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import type {
  MergedContract,
  MergedRecord,
  MergeEffect,
  MergePosition,
  MergeRow,
  Obstacle,
  UndoObstacleCode,
  UndoPosition,
} from './merges.types.js';
import {
  accountMoves,
  accountStays,
  birthDateMissing,
  bothSidesObstacle,
  contractsOverlap,
  countedOnce,
  disabledByPlatform,
  effect,
  externalIdLeads,
  factsStay,
  mergedAlready,
  MOST_CONTRACTS,
  nameOf,
  ofThePlatform,
  otherBirthDate,
  ownContractObstacle,
  tooManyContracts,
  twoAccounts,
} from './sentences.rules.js';

/** For so long a merge is undone, counted in days from its own. */
export const UNDONE_WITHIN_DAYS = 30;

/** Everything that stands against a merge, each in a sentence. */
export function findObstacles({ records, byPlatform, contracts }: MergePosition): Obstacle[] {
  const { kept, duplicate } = records;
  return [
    ...[kept, duplicate].filter(({ mergedInto }) => mergedInto !== null).map(mergedAlready),
    ...[kept, duplicate].filter(({ administersPlatform }) => administersPlatform).map(ofThePlatform),
    ...accountObstacles(kept, duplicate, byPlatform),
    ...birthObstacles(kept, duplicate),
    ...contracts.flatMap(contractObstacles),
    ...(contracts.length > MOST_CONTRACTS ? [tooManyContracts()] : []),
  ];
}

/** Two people may sign in with two accounts, and whoever was shut out does not come back by another record. */
function accountObstacles(kept: MergedRecord, duplicate: MergedRecord, byPlatform: boolean): Obstacle[] {
  if (!kept.account || !duplicate.account) return [];
  if (kept.account.isDisabled || !duplicate.account.isDisabled) return [twoAccounts()];
  return duplicate.account.isDisabledByPlatform && !byPlatform ? [disabledByPlatform()] : [];
}

function birthObstacles({ birthDate }: MergedRecord, duplicate: MergedRecord): Obstacle[] {
  if (duplicate.birthDate === null || duplicate.birthDate === birthDate) return [];
  return [birthDate === null ? birthDateMissing() : otherBirthDate()];
}

function contractObstacles(contract: MergedContract): Obstacle[] {
  const { isOfKept, isOfDuplicate, keptIs, duplicateIs } = contract;
  const ownContract =
    (isOfKept && duplicateIs.length > 0) ||
    (isOfDuplicate && keptIs.length > 0) ||
    ((isOfKept || isOfDuplicate) && contract.actedOn);
  const isReferent = [keptIs, duplicateIs].map((roles) => roles.includes('referent'));
  const isTutor = [keptIs, duplicateIs].map((roles) =>
    roles.some((role) => role !== 'referent' && role !== 'observer'),
  );
  const bothSides = (isReferent[0] && isTutor[1]) || (isReferent[1] && isTutor[0]) || contract.decidedByBoth;
  return [
    ...(contract.overlaps ? [contractsOverlap(contract)] : []),
    ...(ownContract ? [ownContractObstacle(contract)] : []),
    ...(bothSides ? [bothSidesObstacle(contract)] : []),
  ];
}

/** What a merge does, each in a sentence. */
export function effectsOf({ records, memberships, contracts }: MergePosition): MergeEffect[] {
  const { kept, duplicate } = records;
  const observations = contracts.reduce((sum, one) => sum + one.observations, 0);
  return [
    ...contracts.flatMap((contract) => contractEffects(contract)),
    ...memberships.map(({ id, role, organisation }) =>
      effect(
        'membership',
        id,
        `Le rôle « ${PEOPLE_LABELS.Role[role].fr} » dans « ${organisation} » passe à la fiche gardée.`,
        `The role "${PEOPLE_LABELS.Role[role].en}" in "${organisation}" moves to the record that is kept.`,
      ),
    ),
    ...(duplicate.account && !kept.account ? [accountMoves()] : []),
    ...(duplicate.account && kept.account ? [accountStays()] : []),
    ...(duplicate.externalId === null ? [] : [externalIdLeads(duplicate.externalId)]),
    ...(observations > 0 ? [factsStay(observations)] : []),
    ...contracts.filter(({ observedByBoth }) => observedByBoth).map(countedOnce),
  ];
}

function contractEffects(contract: MergedContract): MergeEffect[] {
  const { id, duplicateIs, isOfDuplicate } = contract;
  const { fr, en } = nameOf(contract);
  return [
    ...(isOfDuplicate
      ? [
          effect(
            'contract',
            id,
            `${fr} devient celui de la fiche gardée.`,
            `${en} becomes that of the record that is kept.`,
          ),
        ]
      : []),
    ...duplicateIs.map((role) =>
      effect(
        'mandate',
        id,
        `${fr} : le mandat de ${PEOPLE_LABELS.MandateRole[role].fr} passe à la fiche gardée.`,
        `${en}: the mandate as ${PEOPLE_LABELS.MandateRole[role].en} moves to the record that is kept.`,
      ),
    ),
  ];
}

/** Everything that stands against undoing, each in a sentence. */
export function findUndoObstacles(
  { mergedAt }: Pick<MergeRow, 'mergedAt'>,
  position: UndoPosition,
  now: Instant,
): Obstacle<UndoObstacleCode>[] {
  const last = addDays(dayOf(mergedAt), UNDONE_WITHIN_DAYS);
  const stands: readonly [boolean, UndoObstacleCode, Bilingual][] = [
    [
      position.isUndone,
      'undone_already',
      bilingual('Cette fusion est déjà annulée.', 'This merge is undone already.'),
    ],
    [
      dayOf(now) > last,
      'too_late',
      bilingual(
        `Une fusion s’annule pendant ${UNDONE_WITHIN_DAYS} jours : celle-ci s’annulait jusqu’au ${formatDay(last).fr}.`,
        `A merge can be undone for ${UNDONE_WITHIN_DAYS} days: this one until ${formatDay(last).en}.`,
      ),
    ],
    [
      position.isMergedOn,
      'merged_on',
      bilingual(
        'La fiche gardée a depuis été fusionnée dans une autre : annulez d’abord cette fusion-là.',
        'The record that was kept has been merged into another since: undo that merge first.',
      ),
    ],
    [
      position.actedSince,
      'acted_since',
      bilingual(
        'La personne a consigné des faits depuis, sur un contrat venu du doublon : ils ne pourraient plus être rattachés.',
        'The person has recorded facts since, on a contract that came from the duplicate: they would belong to nobody there.',
      ),
    ],
    [
      position.signedSince,
      'contract_changed_since',
      bilingual(
        'Un contrat venu du doublon a été signé ou modifié depuis, au nom de la fiche gardée.',
        'A contract that came from the duplicate has been signed or changed since, in the name of the record that was kept.',
      ),
    ],
    [
      position.movedSince,
      'membership_changed_since',
      bilingual(
        'Une appartenance réunie par la fusion a été modifiée depuis : rétablissez ses jours, puis annulez.',
        'A membership that the merge joined has been changed since: set its days back, then undo.',
      ),
    ],
  ];
  return stands.flatMap(([holds, code, detail]) => (holds ? [{ code, detail }] : []));
}
