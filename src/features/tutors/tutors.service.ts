import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { PersonId } from '../../kernel/ids.js';
import { refuseAny } from '../../kernel/refusals.js';
import { QUOTAS } from '../../kernel/quotas.js';
import { clientOf, personOf, type Actor } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { keepWithin, lockQuota } from '../../platform/database/quotas.store.js';
import { newId } from '../../platform/ids.js';
import { getPerson } from '../people/people.queries.js';
import { findMistakes } from './tutors.rules.js';
import { notEmployed } from './tutors.errors.js';
import { requireChecker } from './tutors.policy.js';
import {
  countProofs,
  getChecking,
  getProof,
  isEmployedBy,
  listProofs,
  type ProofFamily,
} from './tutors.queries.js';
import { insertProof, withdrawProof, type Recording } from './tutors.store.js';
import type { ProofRow, RecordProof, TutorProofId } from './tutors.types.js';

@Injectable()
export class TutorsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Records what HR of an employer saw of one of its tutors. */
  record(actor: Actor, family: ProofFamily, { sent, ...asked }: RecordProof): Promise<ProofRow> {
    refuseAny(findMistakes(sent, this.clock.today()));
    return this.db.write(
      actor,
      async (tx) => {
        const { id: personId } = await getPerson(tx, asked.personId);
        const checker = requireChecker(await getChecking(tx), asked.employerId, personId);
        if (!(await isEmployedBy(tx, personId, asked.employerId))) throw notEmployed();
        await lockQuota(tx, `tutor proofs ${personId}`);
        keepWithin(QUOTAS.tutor_proofs, await countProofs(tx, personId, asked.employerId), 1);
        const id = newId<'tutor_proof'>();
        await insertProof(tx, checker, id, { ...asked, personId }, this.recordingOf(actor));
        return getProof(tx, family, id);
      },
      { isDated: true },
    );
  }

  /** Takes back what was wrong; what was decided by it stays. */
  withdraw(actor: Actor, family: ProofFamily, id: TutorProofId, reason: string): Promise<ProofRow> {
    return this.db.write(
      actor,
      async (tx) => {
        const { employerId, personId } = await getProof(tx, family, id);
        const checker = requireChecker(await getChecking(tx), employerId, personId);
        await withdrawProof(tx, checker, id, reason, this.recordingOf(actor));
        return getProof(tx, family, id);
      },
      { isDated: true },
    );
  }

  /** @throws not_found when the person may not be seen */
  list(
    actor: Actor,
    family: ProofFamily,
    personId: PersonId,
    page: { after: string | null; limit: number },
  ): Promise<ProofRow[]> {
    return this.db.read(actor, async (q) => {
      const { id } = await getPerson(q, personId);
      return listProofs(q, family, id, page);
    });
  }

  private recordingOf(actor: Actor): Recording {
    return { at: this.clock.now(), by: personOf(actor), byClient: clientOf(actor) };
  }
}
