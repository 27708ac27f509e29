import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { addDays, dayOf, type Day } from '../../kernel/days.js';
import type { ContractId, MandateId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import { clientOf, personOf, type Actor } from '../../platform/access/actor.js';
import { Db, type Tx } from '../../platform/database/db.js';
import { openJournal, writeJournal, type Journal } from '../../platform/events/contract-history.js';
import { newId } from '../../platform/ids.js';
import type { ContractRow } from '../contracts/contract-details.types.js';
import { listContestedFacts } from '../contracts/contested-days.queries.js';
import { getAuthority, getContract } from '../contracts/contracts.queries.js';
import type { ContestedFactRow } from '../contracts/contracts.types.js';
import { ContractsService } from '../contracts/contracts.service.js';
import { MainTutors } from '../contracts/signing/main-tutors.service.js';
import { endWithMembership } from './departures/departures.rules.js';
import { lockHolder } from './departures/departures.store.js';
import { contractCancelled, endsBeforeStart } from './mandates.errors.js';
import { absenceDeclared, mandateEnded, mandateOpened } from './mandates.events.js';
import { requireAnotherHolder, requireDeclarer, requireGiver } from './mandates.policy.js';
import {
  findNamed,
  getMandate,
  listAbsences,
  listBehindCaller,
  listMandateRows,
  listMandates,
  listMemberDays,
  type AbsenceRow,
  type MandateActed,
  type MandateRow,
  type Named,
} from './mandates.queries.js';
import { findEndMistake, findMistakes, type NewMandate } from './mandates.rules.js';
import { endMandate, insertAbsence, insertMandate } from './mandates.store.js';
import { TUTOR_ROLES, type Mandate } from './mandates.types.js';

interface Page {
  readonly after: string | null;
  readonly limit: number;
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
    return this.db.transaction(actor, async (tx) => {
      await lockHolder(tx, asked.personId);
      const journal = await openJournal(tx, actor, this.clock, contractId);
      const contract = await getContract(tx, contractId);
      const mandates = await listMandates(tx, contractId);
      const mandate = endWithMembership(asked, await listMemberDays(tx, contractId, asked));
      const named = await findNamed(tx, contract, mandate);
      requireGiver(await getAuthority(tx), contract, { role: mandate.role, toHr: isHr(named) });
      requireAnotherHolder(await listBehindCaller(tx), mandate.personId);
      requireSound(contract, mandate, named, mandates, dayOf(journal.recordedAt));
      if (contract.cancelledOn !== null) throw contractCancelled();

      const id: MandateId = newId();
      const replaced = mandates.find((one) => one.id === mandate.replaces);
      const isCutShort = replaced !== undefined && replaced.until !== mandate.from;
      const ended = isCutShort ? await this.recordEnd(tx, journal, replaced.id, mandate.from) : null;
      await insertMandate(tx, journal, id, journal.add(mandateOpened(id, mandate)), mandate);
      if (contract.signedOn !== null && TUTOR_ROLES.includes(mandate.role)) {
        const signed = { ...contract, signedOn: contract.signedOn };
        if (mandate.role === 'main_tutor') await this.mainTutors.requireFit(tx, signed, mandate);
        else await this.mainTutors.requireAge(tx, signed, mandate);
      }
      await this.finish(tx, journal);
      return { mandate: await getMandate(tx, id), contested: await contestedBy(tx, contractId, ended) };
    });
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
    return this.db.transaction(actor, async (tx) => {
      const { journal, contract, mandate } = await this.hold(tx, actor, id);
      const toHr = isHr(await findNamed(tx, contract, mandate));
      requireGiver(await getAuthority(tx), contract, { role: mandate.role, toHr });
      const day = on ?? dayOf(journal.recordedAt);
      const mistake = findEndMistake(mandate, day);
      if (mistake) throw validationFailed([mistake]);
      if (mandate.until === day) return { mandate, contested: [] };
      const ended = await this.recordEnd(tx, journal, id, day);
      await this.finish(tx, journal);
      return { mandate: await getMandate(tx, id), contested: await contestedBy(tx, contract.id, ended) };
    });
  }

  /** `to`: the last day, included. */
  declareAbsence(actor: Actor, id: MandateId, { from, to }: { from: Day; to: Day }): Promise<AbsenceRow> {
    if (to < from) throw validationFailed([endsBeforeStart('/to')]);
    return this.db.transaction(actor, async (tx) => {
      const { journal, contract, mandate } = await this.hold(tx, actor, id);
      requireDeclarer(personOf(actor), mandate.personId, await getAuthority(tx), contract);
      const until = addDays(to, 1);
      const sequence = journal.add(absenceDeclared(id, mandate.personId, from, to));
      const absenceId = await insertAbsence(tx, journal, id, sequence, { from, until });
      await writeJournal(tx, journal);
      return {
        id: absenceId,
        mandateId: id,
        from,
        until,
        recordedAt: journal.recordedAt,
        recordedBy: personOf(actor),
        recordedByClient: clientOf(actor),
      };
    });
  }

  /** @throws not_found when the mandate may not be seen */
  absences(actor: Actor, id: MandateId, page: Page): Promise<AbsenceRow[]> {
    return this.db.read(actor, async (q) => {
      await getMandate(q, id);
      return listAbsences(q, id, page);
    });
  }

  /** The mandate as it stands once its contract is held. @throws not_found */
  private async hold(
    tx: Tx,
    actor: Actor,
    id: MandateId,
  ): Promise<{ journal: Journal; contract: ContractRow; mandate: MandateRow }> {
    const { contractId } = await getMandate(tx, id);
    const journal = await openJournal(tx, actor, this.clock, contractId);
    return { journal, contract: await getContract(tx, contractId), mandate: await getMandate(tx, id) };
  }

  /** @returns its sequence */
  private async recordEnd(tx: Tx, journal: Journal, id: MandateId, on: Day): Promise<number> {
    const sequence = journal.add(mandateEnded(id, on));
    await endMandate(tx, journal, id, on);
    return sequence;
  }

  /** The contract shows who its main tutor is, so it takes a new version. */
  private async finish(tx: Tx, journal: Journal): Promise<void> {
    await writeJournal(tx, journal);
    await this.contracts.renew(tx, journal.contractId, journal.recordedAt);
  }
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
  named: Named,
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

const isHr = ({ employerRoles }: Named): boolean => employerRoles.includes('hr');
