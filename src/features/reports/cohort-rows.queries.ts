import type { Day } from '../../kernel/days.js';
import type { ContractId, LadderId, OrganisationId, PersonId } from '../../kernel/ids.js';
import type { ContractLife, ContractStep } from '../contracts/contracts.types.js';
import type { StoredChange } from '../ladder/versions/version-history.types.js';
import type { ProgressSummary } from '../ladder/progress/ladder-progress.types.js';
import type { CohortContract, CohortExtras, CohortSelection, Judgement } from './cohort.types.js';

export interface CohortRow extends Record<string, unknown> {
  readonly contractId: ContractId;
  readonly ladderId: LadderId;
  readonly alternantId: PersonId;
  readonly alternantGivenName: string | null;
  readonly alternantFamilyName: string | null;
  readonly tutorId: PersonId | null;
  readonly tutorGivenName: string | null;
  readonly tutorFamilyName: string | null;
  readonly referentId: PersonId | null;
  readonly referentGivenName: string | null;
  readonly referentFamilyName: string | null;
  readonly employerSiret: string | null;
  readonly trainingCentreSiret: string | null;
  readonly trainingCentreUai: string | null;
  readonly extras: CohortExtras;
  readonly employerId: OrganisationId;
  readonly employerName: string | null;
  readonly trainingCentreId: OrganisationId;
  readonly trainingCentreName: string | null;
}

interface NowRow extends CohortRow, Omit<ContractLife, 'suspensions'> {
  readonly suspensions: ContractLife['suspensions'] | null;
  readonly sequence: number | null;
  readonly currentLevel: string;
  readonly complete: boolean;
  readonly levels: ProgressSummary['levels'];
  readonly lastSignOffOn: Day | null;
}

interface PastRow extends CohortRow {
  readonly changes: readonly StoredChange[] | null;
  readonly steps: readonly ContractStep[];
  readonly judgements: readonly Judgement[] | null;
}

/** A row as a contract, as it stands or stood. */
export const contractOf =
  ({ isPast }: CohortSelection) =>
  (found: CohortRow): CohortContract => ({
    contractId: found.contractId,
    ladderId: found.ladderId,
    alternant: {
      id: found.alternantId,
      givenName: found.alternantGivenName,
      familyName: found.alternantFamilyName,
    },
    employer: { id: found.employerId, name: found.employerName, siret: found.employerSiret, uai: null },
    trainingCentre: {
      id: found.trainingCentreId,
      name: found.trainingCentreName,
      siret: found.trainingCentreSiret,
      uai: found.trainingCentreUai,
    },
    mainTutor:
      found.tutorId === null
        ? null
        : { id: found.tutorId, givenName: found.tutorGivenName, familyName: found.tutorFamilyName },
    referent:
      found.referentId === null
        ? null
        : { id: found.referentId, givenName: found.referentGivenName, familyName: found.referentFamilyName },
    extras: found.extras,
    state: isPast ? thenOf(found as PastRow) : nowOf(found as NowRow),
  });

const thenOf = ({ steps, changes, judgements }: PastRow): CohortContract['state'] => ({
  kind: 'past',
  steps,
  changes: changes ?? [],
  judgements: judgements ?? [],
});

/** A contract without a fact has no progress yet. */
const nowOf = (found: NowRow): CohortContract['state'] => ({
  kind: 'now',
  life: {
    startsOn: found.startsOn,
    until: found.until,
    signedOn: found.signedOn,
    suspensions: found.suspensions ?? [],
    endedOn: found.endedOn,
    endedAs: found.endedAs,
    cancelledOn: found.cancelledOn,
  },
  progress:
    found.sequence === null
      ? null
      : {
          sequence: found.sequence,
          currentLevel: found.currentLevel,
          complete: found.complete,
          levels: found.levels,
          lastSignOffOn: found.lastSignOffOn,
        },
});
