import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { addDays, dayOf, instantAt } from '../../../kernel/days.js';
import { notFound } from '../../../kernel/refusals.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import { LongReads } from '../../../platform/database/long-reads.js';
import type { Intake } from '../figures.types.js';
import { readableContracts, readSignalFacts } from './signals.queries.js';
import { findSignals, THRESHOLDS } from './signals.rules.js';
import type { Signal } from './signals.types.js';

@Injectable()
export class SignalsService {
  constructor(
    private readonly longReads: LongReads,
    private readonly clock: Clock,
  ) {}

  /** What the contracts that the reader answers for tell today; nothing of it is kept. */
  signals(
    actor: PersonActor,
    { side, organisationId }: Pick<Intake, 'side' | 'organisationId'>,
  ): Promise<readonly Signal[]> {
    const now = this.clock.now();
    const since = instantAt(addDays(dayOf(now), -THRESHOLDS.days), '00:00');
    return this.longReads.read(
      actor,
      async (q) => {
        const contracts = await readableContracts(q, side, organisationId);
        if (contracts?.length === 0) throw notFound();
        return findSignals(await readSignalFacts(q, { side, organisationId, contracts, now, since }));
      },
      { at: null },
    );
  }
}
