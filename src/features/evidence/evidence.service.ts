import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { AppError } from '../../kernel/errors.js';
import type { ContractId, EvidenceId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import type { Actor, PersonActor } from '../../platform/access/actor.js';
import { Db, type Queryable } from '../../platform/database/db.js';
import { afterCommit } from '../../platform/database/open-transaction.js';
import { Cleaner } from '../../platform/files/cleaner.js';
import { FileStore } from '../../platform/files/file-store.js';
import { LOG, type Log } from '../../platform/logs/logger.js';
import { newId } from '../../platform/ids.js';
import { continueHistory, recordFacts } from '../contract-history/contract-history.store.js';
import { loadForRecording } from '../ladder/ladder.queries.js';
import type { Team } from '../mandates/mandates.types.js';
import { cleaned, inStore, whole } from './content.js';
import { contentNotForHr, evidenceAlreadyWithdrawn, evidenceWithdrawn } from './evidence.errors.js';
import { evidenceAdded, evidenceTakenAway } from './evidence.facts.js';
import { requireAdder, requireEvidenceWithdrawer } from './evidence.policy.js';
import { daysOf, getEvidence, listEvidence } from './evidence.queries.js';
import { findForeign, tidyFileName } from './evidence.rules.js';
import { keepRoomForEvidence } from './evidence.store.js';
import {
  type AddCommand,
  type DaysShown,
  type Evidence,
  type Shown,
  WARNING_VERSION,
} from './evidence.types.js';

@Injectable()
export class EvidenceService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly cleaner: Cleaner,
    private readonly store: FileStore,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /**
   * Who may not add leaves nothing: that is asked first, and again with the contract held. The bytes are kept before the
   * row is written, so no row is without them; bytes without a row are what `npm run evidence:sweep` removes.
   */
  async add(actor: PersonActor, { contractId, shown, ...file }: AddCommand): Promise<Evidence> {
    const { mediaType } = file;
    await this.db.read(actor, async (q) => {
      const team = await loadForRecording(q, contractId);
      requireAdder(actor.personId, team, await knownDays(q, team, shown), this.clock.today());
    });
    const bytes = await cleaned(this.cleaner, mediaType, file.bytes, actor.personId);
    const id: EvidenceId = newId();
    await inStore(this.log, this.store.put(id, bytes));

    return this.db.writeLocked(actor, contractId, async (tx) => {
      const context = await loadForRecording(tx, contractId);
      const days = await knownDays(tx, context, shown);
      const history = continueHistory(context, actor, this.clock);
      const { recordedAt, today } = history;
      const adder = requireAdder(actor.personId, context, days, today);
      await keepRoomForEvidence(tx, contractId, bytes.length);
      const evidence = {
        id,
        contractId,
        ...shown,
        mediaType,
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        fileName: tidyFileName(file.fileName),
        warningVersion: WARNING_VERSION,
        recordedAt,
      };
      recordFacts(tx, history, [evidenceAdded(adder, evidence)]);
      return { ...evidence, addedBy: actor.personId, withdrawal: null, isErased: false, readsComments: true };
    });
  }

  /** What is known against a file before its bytes are read: whoever does not see the contract sends none. */
  async refusalBeforeReading(actor: Actor, contractId: ContractId): Promise<AppError | null> {
    try {
      await this.db.read(actor, (q) => loadForRecording(q, contractId));
      return null;
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
  }

  get(actor: Actor, id: EvidenceId): Promise<Evidence> {
    return this.db.read(actor, (q) => getEvidence(q, id));
  }

  list(
    actor: Actor,
    contractId: ContractId,
    page: { after: string | null; limit: number },
  ): Promise<Evidence[]> {
    return this.db.read(actor, (q) => listEvidence(q, contractId, page));
  }

  /** What it is, and its bytes as they come, checked against what was recorded. */
  async open(
    actor: PersonActor,
    id: EvidenceId,
  ): Promise<{ evidence: Evidence; pieces: AsyncGenerator<Buffer, void> }> {
    const evidence = await this.get(actor, id);
    if (!evidence.readsComments) throw contentNotForHr();
    if (evidence.withdrawal || evidence.isErased) throw evidenceWithdrawn();
    return { evidence, pieces: whole(this.store, this.log, evidence) };
  }

  /** The fact stays, the bytes go: at once, or with the next sweep when the store does not answer. */
  async withdraw(actor: PersonActor, id: EvidenceId, reason: string): Promise<Evidence> {
    const { contractId } = await this.get(actor, id);
    return this.db.writeLocked(actor, contractId, async (tx) => {
      const context = await loadForRecording(tx, contractId);
      const evidence = await getEvidence(tx, id);
      const history = continueHistory(context, actor, this.clock);
      const { recordedAt, today } = history;
      const by = requireEvidenceWithdrawer(actor.personId, context, evidence.addedBy, today);
      if (evidence.withdrawal) throw evidenceAlreadyWithdrawn();

      const withdrawal = { id: history.newId<'evidence_withdrawal'>(), recordedAt, reason };
      recordFacts(tx, history, [evidenceTakenAway(by, id, withdrawal)]);
      afterCommit(() => this.erase(id));
      return { ...evidence, withdrawal: { ...withdrawal, withdrawnBy: actor.personId } };
    });
  }

  private async erase(id: EvidenceId): Promise<void> {
    try {
      await this.store.remove(id);
    } catch (error) {
      this.log.error({ evidenceId: id, error }, 'withdrawn evidence is still in its store: evidence:sweep');
    }
  }
}

/** @throws validation_failed when the file is said to show what is not of this contract */
async function knownDays(
  q: Queryable,
  { contractId }: Team & { readonly contractId: ContractId },
  shown: Shown,
): Promise<DaysShown> {
  const days = await daysOf(q, contractId, shown);
  const mistakes = findForeign(shown, days);
  if (mistakes.length > 0) throw validationFailed(mistakes);
  return days;
}
