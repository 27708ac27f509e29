import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import type { Tx } from '../../../platform/database/db.js';
import { loadCourse } from '../../ladder/versions/version-history.queries.js';
import { followCourse } from '../../ladder/versions/version-history.rules.js';
import { listLadderFacts } from '../../ladder/ladder-facts.queries.js';
import { loadForRecording, type LadderTeam } from '../../ladder/ladder.queries.js';
import { RulingFacts } from './overturns.store.js';

/** A contract held for a ruling, and what is told of it. */
export interface Ruling {
  readonly team: LadderTeam;
  readonly facts: RulingFacts;
}

@Injectable()
export class OverturnsService {
  constructor(private readonly clock: Clock) {}

  /**
   * Of a contract that the caller holds. All its facts are read: a progress row that was written before anything could be
   * overturned does not say what its revocations took back.
   * @throws not_found
   */
  async open(tx: Tx, actor: PersonActor, contractId: ContractId): Promise<Ruling> {
    const stored = await loadForRecording(tx, contractId);
    const facts = (await listLadderFacts(tx, [contractId], null)).get(contractId) ?? [];
    const { standing } = followCourse(await loadCourse(tx, contractId, stored.ladder.id), facts);
    const team = { ...stored, standing };
    return { team, facts: new RulingFacts(team, actor, this.clock) };
  }
}
