import type { Instant, Period } from '../../kernel/days.js';
import { laterOf } from '../../kernel/days.js';
import type { ContractId, LadderId, PersonId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { DbActor } from '../../platform/access/actor.js';
import type { Db, Queryable } from '../../platform/database/db.js';
import { row, type Prepared } from '../../platform/database/sql.js';
import { lifeOf, type ContractLife } from '../contracts/contracts.types.js';
import { listSteps } from '../contracts/contracts.queries.js';
import { findPublishedLadder, loadPublishedLadder } from '../frameworks/ladders/ladders.queries.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import type { Mandate } from '../mandates/mandates.types.js';
import { memberOn } from '../mandates/today.queries.js';
import { CIRCUMSTANCES, CIRCUMSTANCES_AS_OF, LIFE } from './circumstances.queries.js';
import type { KnownCircumstances } from './circumstances.types.js';
import { loadCourse } from './versions/version-history.queries.js';
import { courseAsOf, followCourse } from './versions/version-history.rules.js';
import { listLadderFacts } from './ladder-facts.queries.js';
import { findPriorAsOf, priorOf } from './levels/prior.queries.js';
import type { Written } from './named-instant.rules.js';
import { withPrior } from './levels/prior.rules.js';
import type { PriorSighting } from './levels/prior.types.js';
import { restoreMarks } from './progress/progress.rules.js';
import type { ProgressRow, Standing } from './progress/ladder-progress.types.js';
import { startingStanding } from './progress/ladder-progress.rules.js';

/** Where a contract's ladder stands: one statement, whatever the number of facts. */
export interface LadderHead {
  readonly contractId: ContractId;
  readonly alternantId: PersonId;
  readonly life: ContractLife;
  readonly ladder: Ladder;
  /** Complete when it was loaded for recording facts; a reader's has no marks, and reads its tallies. */
  readonly standing: Standing;
  readonly tallies: ProgressRow['tallies'] | null;
  readonly lastSequence: number;
  readonly lastRecordedAt: Instant;
  /** For how many milliseconds somebody has been writing to the contract; null: nobody is, -1: they have just ended. */
  readonly writingForMs: number | null;
  /** The same of the alternant's other contracts, where this one continues any; null: it continues none. */
  readonly beside: readonly Written[] | null;
}

/** The same with the people around it. */
export interface LadderTeam extends LadderHead {
  readonly mandates: readonly Mandate[];
}

/** The same with what else decides entitlements. */
export interface LadderContext extends LadderTeam, KnownCircumstances {}

interface HeadRow extends Omit<LadderHead, 'life' | 'ladder' | 'standing'> {
  readonly ladderId: LadderId;
  readonly life: Omit<ContractLife, 'suspensions'> & { readonly suspensions: Period[] };
  readonly standing: Standing | null;
  readonly marks: ProgressRow['marks'] | null;
  readonly prior: readonly PriorSighting[] | null;
}

/** Whoever holds the row was writing when the statement began: as one of those then known, or as a later one, modulo 2^32. */
const IS_IN_SNAPSHOT = 'exists (select from pg_snapshot_xip(pg_current_snapshot()) x where x::xid = c.xmax)';
const BEGAN_SINCE = `(
    (c.xmax::text::bigint - pg_snapshot_xmax(pg_current_snapshot())::text::bigint) & 4294967295
  ) < 2147483648`;

const HEAD = `
  c.id               as "contractId",
  c.alternant_id     as "alternantId",
  c.ladder_id        as "ladderId",
  c.last_sequence    as "lastSequence",
  c.last_recorded_at as "lastRecordedAt",
  case when c.xmax::text <> '0' and (${IS_IN_SNAPSHOT} or ${BEGAN_SINCE})
    then coalesce(app.writing_for(c.xmax), -1)
  end as "writingForMs",
  case when c.continuation_of is not null then app.writing_beside(c.id) end as beside,
  ${LIFE},
  p.state as standing,
  case when not $2 then p.tallies end as tallies,
  case when $2 or c.continuation_of is not null then p.marks end as marks,
  ${priorOf(`'infinity'`, 'c.continuation_of is not null')}
`;

const TEAM = `
  (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', m.id,
      'contractId', m.contract_id,
      'personId', m.person_id,
      'role', m.role,
      'from', m.from_day,
      'until', m.until_day,
      'maxLevel', m.max_level,
      'absences', (
        select coalesce(jsonb_agg(jsonb_build_object('from', a.from_day, 'until', a.until_day)), '[]')
        from mandate_absences a
        where a.mandate_id = m.id
      ),
      'memberOn', ${memberOn('m')}
    ) order by m.sequence), '[]')
    from mandates m
    where m.contract_id = c.id
  ) as mandates
`;

declare const loads: unique symbol;
/** A statement that reads one contract's ladder, and as much around it as is asked for: each part brings its row security. */
export interface Question<Loaded extends LadderHead> extends Prepared {
  readonly [loads]?: Loaded;
}

const question = <Loaded extends LadderHead>(
  name: string,
  ...parts: readonly string[]
): Question<Loaded> => ({
  name,
  text: `select ${parts.join(',')} from contracts c left join progress p on p.contract_id = c.id where c.id = $1`,
});

/** The ladder as it stands: as much as there are requirements. */
export const LADDER_HEAD = question<LadderHead>('ladder_head', HEAD);
const LADDER_TEAM = question<LadderTeam>('ladder_team', HEAD, TEAM);
export const LADDER_CONTEXT = question<LadderContext>('ladder_context', HEAD, TEAM, CIRCUMSTANCES);

/** For whoever only reads: one message to the database. @throws not_found */
export async function readLadderOf<Loaded extends LadderHead>(
  db: Db,
  actor: DbActor,
  asked: Question<Loaded>,
  contractId: ContractId,
): Promise<Loaded> {
  const found = await db.readOne<RowOf<Loaded>>(
    actor,
    { name: asked.name, text: asked.text, values: [contractId, false] },
    contractId,
  );
  return assemble(found, (id) => findPublishedLadder(db, actor, id));
}

/** With the team and what else decides entitlements. @throws not_found */
export function loadLadderContext(q: Queryable, contractId: ContractId): Promise<LadderContext> {
  return load(q, LADDER_CONTEXT, contractId, false);
}

/** With the team, for whoever records nothing that moves the ladder. @throws not_found */
export function loadLadderTeam(q: Queryable, contractId: ContractId): Promise<LadderTeam> {
  return load(q, LADDER_TEAM, contractId, false);
}

/** For whoever takes something back: with every mark, and with what else decides entitlements. @throws not_found */
export function loadForRevoking(q: Queryable, contractId: ContractId): Promise<LadderContext> {
  return load(q, LADDER_CONTEXT, contractId, true);
}

/** For whoever records a fact: the team, and every mark that observations left. @throws not_found */
export function loadForRecording(q: Queryable, contractId: ContractId): Promise<LadderTeam> {
  return load(q, LADDER_TEAM, contractId, true);
}

async function load<Loaded extends LadderHead>(
  q: Queryable,
  asked: Question<Loaded>,
  contractId: ContractId,
  marked: boolean,
): Promise<Loaded> {
  const found = await row<RowOf<Loaded>>(q, asked, [contractId, marked]);
  return assemble(found, (id) => loadPublishedLadder(q, id));
}

type RowOf<Loaded extends LadderHead> = HeadRow & Omit<Loaded, keyof LadderHead>;

async function assemble<Loaded extends LadderHead>(
  found: RowOf<Loaded> | null,
  ladderOf: (id: LadderId) => Promise<Ladder>,
): Promise<Loaded> {
  if (!found) throw notFound();
  const { ladderId, marks, prior, ...rest } = found;
  const ladder = await ladderOf(ladderId);
  const stored = found.standing ?? startingStanding(ladder);
  const standing = withPrior(ladder, marks ? restoreMarks(stored, marks) : stored, prior);
  const loaded = { ...rest, ladder, standing, tallies: marks ? null : found.tallies };
  return loaded as unknown as Loaded;
}

/**
 * The contract as it was recorded by `at`. Whoever tells it of a recent `at` has waited first for those who may still be
 * writing to it (`LongReads`), so that it never changes afterwards.
 * @throws not_found also before the contract was recorded
 */
export async function loadLadderContextAsOf(
  q: Queryable,
  contractId: ContractId,
  at: Instant,
): Promise<LadderContext> {
  const now = await loadLadderContext(q, contractId);
  const steps = await listSteps(q, contractId, at);
  if (steps.length === 0) throw notFound();
  const facts = (await listLadderFacts(q, [contractId], at)).get(contractId) ?? [];
  const course = await loadCourse(q, contractId, now.ladder.id);
  const { ladder, standing } = followCourse(courseAsOf(course, at), facts);
  const last = await lastEventAsOf(q, contractId, at);
  return {
    ...now,
    life: lifeOf(steps),
    ...(await circumstancesAsOf(q, contractId, at)),
    ladder,
    standing: withPrior(ladder, standing, await findPriorAsOf(q, contractId, at)),
    tallies: null,
    lastSequence: last.sequence,
    lastRecordedAt: laterOf(last.recordedAt, steps[0]?.recordedAt ?? last.recordedAt),
  };
}

async function circumstancesAsOf(
  q: Queryable,
  contractId: ContractId,
  at: Instant,
): Promise<KnownCircumstances> {
  const known = await row<KnownCircumstances & Record<string, unknown>>(
    q,
    { name: 'circumstances-as-of', text: `select ${CIRCUMSTANCES_AS_OF} from contracts c where c.id = $1` },
    [contractId, at],
  );
  if (!known) throw notFound();
  return known;
}

async function lastEventAsOf(q: Queryable, contractId: ContractId, at: Instant) {
  const last = await row<{ sequence: number; recordedAt: Instant }>(
    q,
    {
      name: 'last-event-as-of',
      text: 'select e.sequence, e.recorded_at as "recordedAt" from app.last_event($1, $2) e',
    },
    [contractId, at],
  );
  if (!last) throw notFound();
  return last;
}
