import { bilingual } from '../../kernel/language.js';
import { PEOPLE_LABELS } from '../../kernel/labels/people-labels.js';
import type { MergedContract, MergedRecord, MergeEffect, MergePosition, Obstacle } from './merges.types.js';
import {
  accountMoves,
  accountStays,
  birthDateMissing,
  bothSidesObstacle,
  contractsOverlap,
  countedOnce,
  disabledByPlatform,
  effect,
  erasureAsked,
  externalIdLeads,
  factsStay,
  mergedAlready,
  MOST_CONTRACTS,
  nameOf,
  ofThePlatform,
  otherBirthDate,
  overCapacity,
  ownContractObstacle,
  tooManyContracts,
  twoAccounts,
} from './sentences.rules.js';

/** Everything that stands against a merge, each in a sentence. */
export function findObstacles({
  records,
  byPlatform,
  contracts,
  overload = null,
}: MergePosition): Obstacle[] {
  const { kept, duplicate } = records;
  return [
    ...[kept, duplicate].filter(({ mergedInto }) => mergedInto !== null).map(mergedAlready),
    ...(kept.erasureIsAsked || duplicate.erasureIsAsked ? [erasureAsked()] : []),
    ...[kept, duplicate].filter(({ administersPlatform }) => administersPlatform).map(ofThePlatform),
    ...accountObstacles(kept, duplicate, byPlatform),
    ...birthObstacles(kept, duplicate),
    ...contracts.flatMap(contractObstacles),
    ...(contracts.length > MOST_CONTRACTS ? [tooManyContracts()] : []),
    ...(overload ? [overCapacity(overload)] : []),
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
        bilingual(
          `Le rôle « ${PEOPLE_LABELS.Role[role].fr} » dans « ${organisation} » passe à la fiche gardée.`,
          `The role "${PEOPLE_LABELS.Role[role].en}" in "${organisation}" moves to the record that is kept.`,
        ),
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
            bilingual(
              `${fr} devient celui de la fiche gardée.`,
              `${en} becomes that of the record that is kept.`,
            ),
          ),
        ]
      : []),
    ...duplicateIs.map((role) =>
      effect(
        'mandate',
        id,
        bilingual(
          `${fr} : le mandat de ${PEOPLE_LABELS.MandateRole[role].fr} passe à la fiche gardée.`,
          `${en}: the mandate as ${PEOPLE_LABELS.MandateRole[role].en} moves to the record that is kept.`,
        ),
      ),
    ),
  ];
}
