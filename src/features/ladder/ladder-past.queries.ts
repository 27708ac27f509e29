import type { Instant } from '../../kernel/days.js';
import type { ContractId, LadderId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row, type Prepared } from '../../platform/database/sql.js';
import { listSteps } from '../contracts/contracts.queries.js';
import { lifeOf } from '../contracts/contracts.types.js';
import { loadPublishedLadder } from '../frameworks/ladders/ladders.queries.js';
import { CIRCUMSTANCES_AS_OF, LIFE } from './circumstances.queries.js';
import { changesOf, courseOf } from './versions/version-history.queries.js';
import { versionHistoryAsOf, replay } from './versions/version-history.rules.js';
import type { StoredChange } from './versions/version-history.types.js';
import { listLadderFacts } from './ladder-facts.queries.js';
import { TEAM } from '../mandates/today.queries.js';
import { VERSION, type LadderContext, type LadderHead } from './ladder.queries.js';
import { priorOf } from './levels/prior.queries.js';
import { withPrior } from './levels/prior.rules.js';
import type { PriorSighting } from './levels/prior.types.js';
import { restoreProgress } from './progress/progress.rules.js';
import { initialProgress } from './progress/ladder-progress.rules.js';
import type { ProgressRow, StoredProgress } from './progress/ladder-progress.types.js';

// A contract as it was recorded by an instant. Whoever tells it of a recent one has waited first for those who may still be
// writing to it (`LongReads`), so that it never changes afterwards.

/** What of the past is read at first: all of it, where nothing was recorded since. */
export interface PastHead extends Pick<LadderHead, 'contractId' | 'alternantId' | 'version'> {
  /** Nothing of the contract was recorded after the instant: its row and its progress are those of then. */
  readonly isWhole: boolean;
  /** It continues another, as it is known now. */
  readonly continues: boolean;
  readonly ladderId: LadderId;
  readonly life: LadderHead['life'];
  /** Those of then, once they were looked up; as they are read, those of now. */
  readonly lastSequence: number;
  readonly lastRecordedAt: Instant;
  /** The last event by then; null: there was none yet, or it is whole. */
  readonly last: { readonly sequence: number; readonly recordedAt: string } | null;
  /** Null also where nothing was recorded yet, and where it need not be read: its version is known. */
  readonly progress: StoredProgress | null;
  readonly tallies: ProgressRow['tallies'] | null;
  readonly marks: ProgressRow['marks'] | null;
  /** The ladders that it moved to; null: none, or it is whole. */
  readonly changes: readonly StoredChange[] | null;
  readonly prior: readonly PriorSighting[] | null;
}

/** `$1`: the contract, `$2`: the instant, `$3`: the version that is known already. */
const HEAD = `
  c.id           as "contractId",
  c.alternant_id as "alternantId",
  c.ladder_id    as "ladderId",
  ${VERSION} as version,
  w."isWhole",
  c.continuation_of is not null as continues,
  c.last_sequence    as "lastSequence",
  c.last_recorded_at as "lastRecordedAt",
  case when not w."isWhole" then (
    select jsonb_build_object('sequence', e.sequence, 'recordedAt', e.recorded_at) from app.last_event(c.id, $2) e
  ) end as last,
  ${LIFE},
  case when w."isRead" then p.state end as progress,
  case when not w."isWhole" then ${changesOf('c.id', `'infinity'`)} end as changes,
  ${priorOf('$2::timestamptz', '(not w."isWhole" or c.continuation_of is not null)')}
`;
const TALLIES = `
  case when w."isRead" then p.tallies end as tallies,
  case when w."isRead" and c.continuation_of is not null then p.marks end as marks
`;
const MARKS = `null as tallies, case when w."isRead" then p.marks end as marks`;

const prepared = (name: string, ...parts: readonly string[]): Prepared => ({
  name,
  text: `
    select ${parts.join(',')}
    from contracts c
    cross join lateral (
      select
        c.last_recorded_at <= $2 as "isWhole",
        c.last_recorded_at <= $2 and ${VERSION} is distinct from $3 as "isRead"
    ) w
    left join progress p on p.contract_id = c.id and w."isRead"
    where c.id = $1
  `,
});

const LADDER_THEN = prepared('ladder_then', HEAD, TALLIES);
const CONTEXT_THEN = prepared('context_then', HEAD, MARKS, TEAM, CIRCUMSTANCES_AS_OF);

/** Which ladder of then may be told, where nothing that counts is being written and nothing counts beside the contract. */
export type PastVersion = Pick<
  PastHead,
  'isWhole' | 'version' | 'ladderId' | 'lastSequence' | 'lastRecordedAt'
>;

/** Asked by whoever kept what was told before; a row of nothing: it has to be read. */
export const PAST_VERSION: Prepared = {
  name: 'past_version',
  text: `
    select v.is_whole as "isWhole", v.version, v.ladder_id as "ladderId",
      v.last_sequence as "lastSequence", v.last_recorded_at as "lastRecordedAt"
    from app.past_version($1, $2, $3, $4, $5, $6, $7) v
  `,
};

/** `known`: the version that need not be read again. @throws not_found also before the contract was recorded */
export async function readPastHead(
  q: Queryable,
  contractId: ContractId,
  at: Instant,
  known: string | null,
): Promise<PastHead> {
  return recorded(await row<PastHead & Record<string, unknown>>(q, LADDER_THEN, [contractId, at, known]));
}

/** What a ladder is viewed from. */
export type PastLadder = Pick<LadderHead, 'life' | 'ladder' | 'progress' | 'tallies'>;

/** Folds the facts where some were recorded since; else all was read already. */
export async function completePast(q: Queryable, head: PastHead, at: Instant): Promise<PastLadder> {
  const { contractId, prior } = head;
  if (head.isWhole) {
    const ladder = await loadPublishedLadder(q, head.ladderId);
    const stored = head.progress ? restoreProgress(head.progress, head.marks) : initialProgress(ladder);
    const progress = withPrior(ladder, stored, prior);
    return { life: head.life, ladder, progress, tallies: head.marks ? null : head.tallies };
  }
  const steps = await listSteps(q, contractId, at);
  const facts = (await listLadderFacts(q, [contractId], at)).get(contractId) ?? [];
  const changes = (head.changes ?? []).map((change) => ({
    ...change,
    recordedAt: instantOf(change.recordedAt),
  }));
  const versionHistory = await courseOf(q, changes, head.ladderId);
  const { ladder, progress } = replay(versionHistoryAsOf(versionHistory, at), facts);
  return { life: lifeOf(steps), ladder, progress: withPrior(ladder, progress, prior), tallies: null };
}

/** Inside JSON an instant is written as PostgreSQL does. */
const instantOf = (written: string): Instant => new Date(written).toISOString() as Instant;

/** With the team, and what else decided entitlements. @throws not_found also before the contract was recorded */
export async function loadLadderContextAsOf(
  q: Queryable,
  contractId: ContractId,
  at: Instant,
): Promise<LadderContext> {
  const head = recorded(
    await row<PastHead & Omit<LadderContext, keyof LadderHead> & Record<string, unknown>>(q, CONTEXT_THEN, [
      contractId,
      at,
      null,
    ]),
  );
  const {
    isWhole: _whole,
    continues: _continues,
    ladderId: _ladderId,
    marks: _marks,
    changes: _changes,
    prior: _prior,
    last: _last,
    ...context
  } = head;
  return {
    ...context,
    ...(await completePast(q, head, at)),
    writingForMs: null,
    beside: head.continues ? [] : null,
  };
}

/** Hidden, missing and not yet recorded are the same. */
function recorded<Head extends PastHead>(head: Head | null): Head {
  if (!head || (!head.isWhole && !head.last)) throw notFound();
  if (!head.last) return head;
  const { sequence, recordedAt } = head.last;
  return { ...head, lastSequence: sequence, lastRecordedAt: instantOf(recordedAt) };
}
