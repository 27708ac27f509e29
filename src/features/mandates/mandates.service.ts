import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { addDays, type Day } from '../../kernel/days.js';
import type { ContractId, MandateId, PersonId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import { personOf, type Actor } from '../../platform/access/actor.js';
import { Db, type Tx } from '../../platform/database/db.js';
import type { ContractHistory } from '../contract-history/contract-history.rules.js';
import type { Fact } from '../contract-history/contract-history.types.js';
import { openHistory, recordFacts } from '../contract-history/contract-history.store.js';
import type { ContractRow } from '../contracts/contract-details.types.js';
import { listContestedFacts } from '../contracts/contested-days.queries.js';
import { getAuthority, getContract } from '../contracts/contracts.queries.js';
import type { ContestedFactRow } from '../contracts/contracts.types.js';
import { ContractsService } from '../contracts/contracts.service.js';
import { findPlacement } from '../contracts/placements/placements.queries.js';
import { countsAtHost } from '../contracts/placements/placements.types.js';
import { MainTutors } from '../contracts/signing/main-tutors.service.js';
import { endWithMembership } from './departures/departures.rules.js';
import { lockHolder } from './departures/departures.store.js';
import { contractCancelled, endsBeforeStart, mainTutorOverlap, mandateExists } from './mandates.errors.js';
import { absenceDeclared, absenceEnded, mandateEnded, mandateOpened } from './mandates.facts.js';
import { requireAnotherHolder, requireDeclarer, requireGiver } from './mandates.policy.js';
import {
  findNamed,
  getAbsence,
  getMandate,
  listAbsences,
  listMandateRows,
  listMandates,
  listMemberDays,
  type AbsenceRow,
  type MandateActed,
  type MandateRow,
  type Named,
} from './mandates.queries.js';
import {
  findAbsenceMistake,
  findEndMistake,
  findMistakes,
  findOtherMainTutor,
  findTwin,
  type MandateContext,
  type NewMandate,
} from './mandates.rules.js';
import { endMandate } from './mandates.store.js';
import { TUTOR_ROLES, type Mandate, type MandateRole } from './mandates.types.js';

interface Page {
  readonly after: string | null;
  readonly limit: number;
}

/** A contract, and its history as it stands while it is held. */
export interface HeldContract {
  readonly history: ContractHistory;
  readonly contract: ContractRow;
}

@Injectable()
export class MandatesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly contracts: ContractsService,
    private readonly mainTutors: MainTutors,
  ) {}

  open(actor: Actor, contractId: ContractId, asked: NewMandate): Promise<MandateActed> {
    if (asked.until !== null && asked.until <= asked.from) throw validationFailed([endsBeforeStart('/to')]);
    return this.db.write(actor, async (tx) => {
      await lockHolder(tx, asked.personId);
      const history = await openHistory(tx, actor, this.clock, contractId);
      return this.openHeld(tx, { history, contract: await getContract(tx, contractId) }, asked);
    });
  }

  /** Whoever is to be given a mandate leaves no more until the end of the transaction. Asked before a contract is held. */
  holdPerson(tx: Tx, personId: PersonId): Promise<void> {
    return lockHolder(tx, personId);
  }

  /** Opens a mandate on a contract that is held, and so is whoever leaves (`lockHolder`). */
  async openHeld(tx: Tx, { history, contract }: HeldContract, asked: NewMandate): Promise<MandateActed> {
    const mandates = await listMandates(tx, contract.id);
    const mandate = endWithMembership(asked, await listMemberDays(tx, contract.id, asked));
    const named = await findNamed(tx, contract, mandate);
    const authority = await getAuthority(tx);
    requireGiver(authority, contract, givenTo(named, contract, mandate.role));
    requireAnotherHolder(authority.people, mandate.personId);
    const placement = mandate.placementId && (await findPlacement(tx, contract.id, mandate.placementId));
    requireSound(contract, mandate, { ...named, placement: placement ?? null }, mandates, history.today);
    if (contract.cancelledOn !== null) throw contractCancelled();
    await requireNew(tx, mandate, mandates);

    const id: MandateId = history.newId();
    const replaced = mandates.find((one) => one.id === mandate.replaces);
    const isCutShort = replaced !== undefined && replaced.until !== mandate.from;
    if (isCutShort) await endMandate(tx, replaced.id, mandate.from, history.recordedAt);
    const ended = isCutShort ? history.nextSequence : null;
    recordFacts(tx, history, [
      ...(isCutShort ? [mandateEnded(replaced.id, mandate.from)] : []),
      mandateOpened(history, id, mandate),
    ]);
    if (contract.signedOn !== null && TUTOR_ROLES.includes(mandate.role)) {
      const signed = { ...contract, signedOn: contract.signedOn };
      const isMaitre = mandate.role === 'main_tutor' || (placement && countsAtHost(placement, mandate.role));
      if (isMaitre) await this.mainTutors.requireFit(tx, signed, mandate);
      else await this.mainTutors.requireAge(tx, signed, mandate);
    }
    await this.contracts.renew(tx, contract.id, history.recordedAt);
    return { mandate: await getMandate(tx, id), contested: await contestedBy(tx, contract.id, ended) };
  }

  /** The main tutor of a draft by which a contract goes on, whom its employer named: row security asks for that. */
  async openOfTransfer(tx: Tx, { history, contract }: HeldContract, personId: PersonId): Promise<void> {
    requireAnotherHolder((await getAuthority(tx)).people, personId);
    const id: MandateId = history.newId();
    const mandate = { personId, role: 'main_tutor', from: contract.startsOn, until: null } as const;
    recordFacts(tx, history, [
      mandateOpened(history, id, { ...mandate, maxLevel: null, replaces: null, placementId: null }),
    ]);
    await this.contracts.renew(tx, contract.id, history.recordedAt);
  }

  get(actor: Actor, id: MandateId): Promise<MandateRow> {
    return this.db.read(actor, (q) => getMandate(q, id));
  }

  /** @throws not_found when the contract may not be seen */
  list(actor: Actor, contractId: ContractId, page: Page): Promise<MandateRow[]> {
    return this.db.read(actor, async (q) => {
      await getContract(q, contractId);
      return listMandateRows(q, contractId, page);
    });
  }

  /** `on`: the first day out; null: today. */
  end(actor: Actor, id: MandateId, on: Day | null): Promise<MandateActed> {
    return this.db.write(actor, async (tx) => {
      const { mandate, ...held } = await this.lock(tx, actor, id);
      return this.endHeld(tx, held, mandate, on ?? held.history.today);
    });
  }

  /** Ends a mandate of a contract that is held. `day`: the first day out. */
  async endHeld(
    tx: Tx,
    { history, contract }: HeldContract,
    mandate: MandateRow,
    day: Day,
  ): Promise<MandateActed> {
    await requireGiverOf(tx, contract, mandate);
    const mistake = findEndMistake(mandate, day);
    if (mistake) throw validationFailed([mistake]);
    if (mandate.until === day) return { mandate, contested: [] };
    await endMandate(tx, mandate.id, day, history.recordedAt);
    const ended = history.nextSequence;
    recordFacts(tx, history, [mandateEnded(mandate.id, day)]);
    await this.contracts.renew(tx, contract.id, history.recordedAt);
    return {
      mandate: await getMandate(tx, mandate.id),
      contested: await contestedBy(tx, contract.id, ended),
    };
  }

  /**
   * Ends mandates at a host with what ends there, on a contract that is held: whoever may do that need not have given them.
   * @returns what is to be recorded of it
   */
  async endAtHost(
    tx: Tx,
    history: ContractHistory,
    endings: readonly { readonly mandate: { readonly id: MandateId }; readonly on: Day }[],
  ): Promise<Fact[]> {
    for (const { mandate, on } of endings) await endMandate(tx, mandate.id, on, history.recordedAt);
    return endings.map(({ mandate, on }) => mandateEnded(mandate.id, on));
  }

  /** `to`: the last day, included. */
  declareAbsence(actor: Actor, id: MandateId, { from, to }: { from: Day; to: Day }): Promise<AbsenceRow> {
    if (to < from) throw validationFailed([endsBeforeStart('/to')]);
    return this.db.write(actor, async (tx) => {
      const { history, contract, mandate } = await this.lock(tx, actor, id);
      requireDeclarer(personOf(actor), mandate.personId, await getAuthority(tx), contract);
      const until = addDays(to, 1);
      const absenceId = history.newId<'mandate_absence'>();
      const absence = { id: absenceId, from, until };
      recordFacts(tx, history, [absenceDeclared(history, mandate, absence)]);
      return getAbsence(tx, absenceId);
    });
  }

  /** `on`: the first day back; null: today. */
  endAbsence(actor: Actor, id: AbsenceRow['id'], on: Day | null): Promise<AbsenceRow> {
    return this.db.write(actor, async (tx) => {
      const { mandateId } = await getAbsence(tx, id);
      const { history, contract, mandate } = await this.lock(tx, actor, mandateId);
      requireDeclarer(personOf(actor), mandate.personId, await getAuthority(tx), contract);
      const absence = await getAbsence(tx, id);
      const day = on ?? history.today;
      const mistake = findAbsenceMistake(absence, day);
      if (mistake) throw validationFailed([mistake]);
      if (absence.until === day) return absence;
      recordFacts(tx, history, [absenceEnded(history, mandate, id, day)]);
      return getAbsence(tx, id);
    });
  }

  /** @throws not_found when the mandate may not be seen */
  absences(actor: Actor, id: MandateId, page: Page): Promise<AbsenceRow[]> {
    return this.db.read(actor, async (q) => {
      await getMandate(q, id);
      return listAbsences(q, id, page);
    });
  }

  /** A mandate that is sent as it stands: for whoever may give it. */
  async showHeld(tx: Tx, { contract }: HeldContract, mandate: MandateRow): Promise<MandateActed> {
    await requireGiverOf(tx, contract, mandate);
    return { mandate, contested: [] };
  }

  /** The mandate as it stands once its contract is held. @throws not_found */
  private async lock(
    tx: Tx,
    actor: Actor,
    id: MandateId,
  ): Promise<{ history: ContractHistory; contract: ContractRow; mandate: MandateRow }> {
    const { contractId } = await getMandate(tx, id);
    const history = await openHistory(tx, actor, this.clock, contractId);
    return { history, contract: await getContract(tx, contractId), mandate: await getMandate(tx, id) };
  }
}

/** The contract is held: what stands now stands when the mandate is written. @throws main_tutor_overlap, mandate_exists */
async function requireNew(tx: Tx, mandate: NewMandate, mandates: readonly Mandate[]): Promise<void> {
  const other = findOtherMainTutor(mandate, mandates);
  if (other) throw mainTutorOverlap(await getMandate(tx, other.id));
  const twin = findTwin(mandate, mandates);
  if (twin) throw mandateExists(await getMandate(tx, twin.id));
}

/** @throws forbidden */
async function requireGiverOf(tx: Tx, contract: ContractRow, mandate: MandateRow): Promise<void> {
  const named = await findNamed(tx, contract, mandate);
  requireGiver(await getAuthority(tx), contract, givenTo(named, contract, mandate.role));
}

/** What the end of that sequence contests; null: nothing was ended. */
async function contestedBy(
  tx: Tx,
  contractId: ContractId,
  ended: number | null,
): Promise<readonly ContestedFactRow[]> {
  if (ended === null) return [];
  return (await listContestedFacts(tx, contractId)).filter(({ step }) => step === ended);
}

/** @throws validation_failed with everything that is wrong */
function requireSound(
  contract: ContractRow,
  mandate: NewMandate,
  named: Named & Pick<MandateContext, 'placement'>,
  mandates: readonly Mandate[],
  today: Day,
): void {
  const isSigned = contract.signedOn !== null;
  const errors = findMistakes(mandate, {
    ...named,
    alternantId: contract.alternantId,
    isSigned,
    mandates,
    today,
  });
  if (errors.length > 0) throw validationFailed(errors);
}

const givenTo = ({ employerRoles, isProposed }: Named, { signedOn }: ContractRow, role: MandateRole) => ({
  role,
  toHr: employerRoles.includes('hr'),
  toProposed: isProposed && signedOn === null,
});
