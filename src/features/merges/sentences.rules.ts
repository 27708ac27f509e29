import { formatDay } from '../../kernel/days-in-words.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import type {
  MergedContract,
  MergedRecord,
  MergeEffect,
  MergeObstacleCode,
  MergePosition,
  Obstacle,
} from './merges.types.js';

/** More than anybody stands on: each is held until all is done. */
export const MOST_CONTRACTS = 100;

export const nameOf = ({ employer, trainingCentre, startsOn }: MergedContract): Bilingual =>
  bilingual(
    `Le contrat entre « ${employer} » et « ${trainingCentre} » du ${formatDay(startsOn).fr}`,
    `The contract between "${employer}" and "${trainingCentre}" of ${formatDay(startsOn).en}`,
  );

export const effect = (kind: MergeEffect['kind'], id: string | null, detail: Bilingual): MergeEffect => ({
  kind,
  id,
  detail,
});

export const accountMoves = () =>
  effect(
    'account',
    null,
    bilingual(
      'Le compte du doublon ouvre désormais la fiche gardée, avec la même adresse et le même mot de passe.',
      'The account of the duplicate opens the record that is kept from now on, with the same address and password.',
    ),
  );
export const accountStays = () =>
  effect(
    'account',
    null,
    bilingual(
      'Le compte désactivé du doublon reste fermé ; celui de la fiche gardée ne change pas.',
      'The disabled account of the duplicate stays closed; that of the record that is kept does not change.',
    ),
  );
export const externalIdLeads = (externalId: string) =>
  effect(
    'external_id',
    null,
    bilingual(
      `L’identifiant externe « ${externalId} » mène désormais à la fiche gardée.`,
      `The external id "${externalId}" leads to the record that is kept from now on.`,
    ),
  );
export const factsStay = (count: number) =>
  effect(
    'facts',
    null,
    bilingual(
      `Les faits consignés par le doublon (dont ${count} observations) gardent leur auteur et leur date ; aucun palier ne change.`,
      `What the duplicate recorded (${count} observations among it) keeps its author and date; no level changes.`,
    ),
  );
export const countedOnce = (contract: MergedContract) =>
  effect(
    'counted_once',
    contract.id,
    bilingual(
      `${nameOf(contract).fr} : les deux fiches y ont observé ; elles comptent désormais pour une seule personne.`,
      `${nameOf(contract).en}: both records observed on it; they count as one person from now on.`,
    ),
  );

export const obstacle = (code: MergeObstacleCode, detail: Bilingual): Obstacle => ({ code, detail });

export const mergedAlready = ({ givenName, familyName }: Pick<MergedRecord, 'givenName' | 'familyName'>) =>
  obstacle(
    'merged_already',
    bilingual(
      `Une de ces fiches est déjà fusionnée dans celle de ${givenName} ${familyName} : prenez celle-là.`,
      `One of these records was merged into that of ${givenName} ${familyName} already: take that one.`,
    ),
  );
export const erasureAsked = () =>
  obstacle(
    'erasure_asked',
    bilingual(
      'L’effacement d’une de ces fiches est demandé, ou déjà fait : s’il est en attente, faites-le d’abord retirer.',
      'The erasure of one of these records is asked, or done already: while it waits, have it withdrawn first.',
    ),
  );
export const ofThePlatform = () =>
  obstacle(
    'platform_administrator',
    bilingual(
      'La fiche d’un administrateur de la plateforme ne se fusionne pas : retirez-lui d’abord ce rôle.',
      'The record of a platform administrator is not merged: take that role away first.',
    ),
  );
export const twoAccounts = () =>
  obstacle(
    'two_accounts',
    bilingual(
      'Les deux fiches ont un compte : gardez celle dont le compte sert, et désactivez l’autre compte d’abord.',
      'Both records have an account: keep the one whose account is in use, and disable the other account first.',
    ),
  );
export const disabledByPlatform = () =>
  obstacle(
    'account_disabled_by_platform',
    bilingual(
      'La plateforme a désactivé le compte du doublon : elle seule peut fusionner ces fiches.',
      'The platform disabled the account of the duplicate: it alone can merge these records.',
    ),
  );
export const otherBirthDate = () =>
  obstacle(
    'other_birth_date',
    bilingual(
      'Les dates de naissance diffèrent : ce sont deux personnes, ou l’une des dates est à corriger d’abord.',
      'The birth dates differ: they are two people, or one of the dates has to be corrected first.',
    ),
  );
export const birthDateMissing = () =>
  obstacle(
    'birth_date_missing',
    bilingual(
      'Seul le doublon a une date de naissance : complétez d’abord la fiche gardée, sinon elle compte comme mineure.',
      'Only the duplicate has a birth date: complete the record that is kept first, or it counts as a minor.',
    ),
  );
export const tooManyContracts = () =>
  obstacle(
    'too_many_contracts',
    bilingual(
      `Le doublon figure sur plus de ${MOST_CONTRACTS} contrats : gardez plutôt cette fiche-là.`,
      `The duplicate stands on more than ${MOST_CONTRACTS} contracts: keep that record instead.`,
    ),
  );
export const overCapacity = ({ on, followed }: NonNullable<MergePosition['overload']>) =>
  obstacle(
    'tutor_over_capacity',
    bilingual(
      `Le ${formatDay(on).fr}, cette personne suivrait ${followed} contrats comme tuteur principal, plus que la loi n’en permet : désignez d’abord un autre tuteur.`,
      `On ${formatDay(on).en} this person would follow ${followed} contracts as main tutor, more than the law allows: first name another tutor.`,
    ),
  );

export const contractsOverlap = (contract: MergedContract) =>
  obstacle(
    'contracts_overlap',
    bilingual(
      `${nameOf(contract).fr} est signé pour les mêmes jours qu’un contrat de l’autre fiche : mettez fin à l’un des deux.`,
      `${nameOf(contract).en} is signed for the same days as one of the other record: end one of them.`,
    ),
  );
export const ownContractObstacle = (contract: MergedContract) =>
  obstacle(
    'own_contract',
    bilingual(
      `${nameOf(contract).fr} : une fiche en est l’alternant, l’autre y a agi ; nul ne juge soi-même.`,
      `${nameOf(contract).en}: one record is its alternant, the other acted on it; nobody judges themself.`,
    ),
  );
export const bothSidesObstacle = (contract: MergedContract) =>
  obstacle(
    'both_sides',
    bilingual(
      `${nameOf(contract).fr} : une fiche y est tuteur, l’autre référent ; une seule personne ne cosigne pas.`,
      `${nameOf(contract).en}: one record is its tutor, the other its referent; one person does not cosign.`,
    ),
  );
