import type { Instant, Period } from '../../kernel/days.js';
import type { ContractId, LadderId, PersonId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { DbActor } from '../../platform/access/actor.js';
import type { Db, Queryable } from '../../platform/database/db.js';
import { row, rows, type Prepared } from '../../platform/database/sql.js';
import type { ContractLife } from '../contracts/contracts.types.js';
import {
  findPublishedLadder,
  loadPublishedLadder,
  loadPublishedLadders,
  noteLadder,
} from '../frameworks/ladders/ladders.queries.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import type { Mandate } from '../mandates/mandates.types.js';
import { TEAM, TEAM_NAMES } from '../mandates/today.queries.js';
import { CIRCUMSTANCES, LIFE } from './circumstances.queries.js';
import type { KnownCircumstances } from './circumstances.types.js';
import { priorOf } from './levels/prior.queries.js';
import type { Written } from './named-instant.rules.js';
import { withPrior } from './levels/prior.rules.js';
import type { PriorSighting } from './levels/prior.types.js';
import { restoreProgress } from './progress/progress.rules.js';
import type { ProgressRow, LadderProgress, StoredProgress } from './progress/ladder-progress.types.js';
import { initialProgress } from './progress/ladder-progress.rules.js';

/** Where a contract's ladder stands: one statement, whatever the number of facts. */
export interface LadderHead {
  readonly contractId: ContractId;
  readonly alternantId: PersonId;
  readonly life: ContractLife;
  readonly ladder: Ladder;
  /** Complete when it was loaded for recording facts; a reader's has no marks, and reads its tallies. */
  readonly progress: LadderProgress;
  readonly tallies: ProgressRow['tallies'] | null;
  readonly lastSequence: number;
  readonly lastRecordedAt: Instant;
  /** The version of the contract's row, as it was read: whatever is said of the contract alone is said of this one. */
  readonly version: string;
  /** For how many milliseconds somebody has been writing to the contract; null: nobody is, -1: they have just ended. */
  readonly writingForMs: number | null;
  /** What counts of the alternant's other contracts, where this one continues any; null: it continues none. */
  readonly beside: readonly Written[] | null;
}

/** The head of a ladder with the people around it. */
export interface LadderTeam extends LadderHead {
  readonly mandates: readonly Mandate[];
  /** Only with what decides entitlements, as it stands now. */
  readonly names?: Readonly<Record<string, string>>;
}

/** The ladder and its team with what else decides entitlements. */
export interface LadderContext extends LadderTeam, KnownCircumstances {}

interface HeadRow extends Omit<LadderHead, 'life' | 'ladder' | 'progress'> {
  readonly ladderId: LadderId;
  readonly life: Omit<ContractLife, 'suspensions'> & { readonly suspensions: Period[] };
  readonly progress: StoredProgress | null;
  readonly marks: ProgressRow['marks'] | null;
  readonly prior: readonly PriorSighting[] | null;
}

/** Whoever holds the row was writing when the statement began: as one of those then known, or as a later one, modulo 2^32. */
const IS_IN_SNAPSHOT = 'exists (select from pg_snapshot_xip(pg_current_snapshot()) x where x::xid = c.xmax)';
const BEGAN_SINCE = `(
    (c.xmax::text::bigint - pg_snapshot_xmax(pg_current_snapshot())::text::bigint) & 4294967295
  ) < 2147483648`;

/**
 * Another one whenever the row of `c` was written: every fact moves its sequence, and all that is its own is in it. A standby
 * that takes over, or a restored cluster, gives numbers of transactions again: what was recorded then has another instant.
 * `app.ladder_version` says the same.
 */
export const VERSION = `concat_ws('.', c.xmin, c.last_sequence, extract(epoch from c.last_recorded_at))`;

const HEAD = `
  c.id               as "contractId",
  c.alternant_id     as "alternantId",
  c.ladder_id        as "ladderId",
  c.last_sequence    as "lastSequence",
  c.last_recorded_at as "lastRecordedAt",
  ${VERSION} as version,
  case when c.xmax::text <> '0' and c.xmax is distinct from pg_current_xact_id_if_assigned()::xid and (${IS_IN_SNAPSHOT} or ${BEGAN_SINCE})
    then coalesce(app.writing_for(c.xmax), -1)
  end as "writingForMs",
  case when c.continuation_of is not null then app.writing_beside(c.id) end as beside,
  ${LIFE},
  p.state as progress,
  case when not $2 then p.tallies end as tallies,
  case when $2 or c.continuation_of is not null then p.marks end as marks,
  ${priorOf(`'infinity'`, 'c.continuation_of is not null')}
`;

declare const loads: unique symbol;
/** A statement that reads one contract's ladder, and as much around it as is asked for: each part brings its row security. */
export interface PreparedQuery<Loaded extends LadderHead> extends Prepared {
  readonly [loads]?: Loaded;
}

const preparedQuery = <Loaded extends LadderHead>(
  name: string,
  ...parts: readonly string[]
): PreparedQuery<Loaded> => ({
  name,
  text: `select ${parts.join(',')} from contracts c left join progress p on p.contract_id = c.id where c.id = $1`,
});

/** The ladder as it stands: as much as there are requirements. */
export const LADDER_HEAD = preparedQuery<LadderHead>('ladder_head', HEAD);
const LADDER_TEAM = preparedQuery<LadderTeam>('ladder_team', HEAD, TEAM);
export const LADDER_CONTEXT = preparedQuery<LadderContext>(
  'ladder_context',
  HEAD,
  TEAM,
  TEAM_NAMES,
  CIRCUMSTANCES,
);

/** A question about many contracts. */
export interface AskedOfMany<More> {
  readonly [loads]?: More;
  readonly name: string;
  /** A query of ids, as `id`. Its values are `$1` and those from `$3` on. */
  readonly wanted: string;
  /** What else is read of each contract `c`. */
  readonly columns: string;
}

/** The ladders of many contracts, with all that decides entitlements: one statement, and one for ladders that this process does not know. */
export async function loadLadderContexts<More>(
  q: Queryable,
  { name, wanted, columns }: AskedOfMany<More>,
  [first, ...others]: readonly unknown[],
): Promise<(LadderContext & More)[]> {
  const parts = [HEAD, TEAM, TEAM_NAMES, CIRCUMSTANCES, columns].join(',');
  const text = `
    select ${parts}
    from (${wanted}) wanted
    cross join lateral (select one.*, one.xmin, one.xmax from contracts one where one.id = wanted.id offset 0) c
    left join progress p on p.contract_id = c.id
    order by c.id
  `;
  const found = await rows<RowOf<LadderContext> & More>(q, { name, text }, [first, false, ...others]);
  const ladders = await loadPublishedLadders(q, [...new Set(found.map(({ ladderId }) => ladderId))]);
  const contexts: (LadderContext & More)[] = [];
  for (const one of found) {
    const ladder = ladders.get(one.ladderId);
    if (ladder)
      contexts.push(
        (await assemble<LadderContext>(one, () => Promise.resolve(ladder))) as LadderContext & More,
      );
  }
  return contexts;
}

/** For whoever only reads: one message to the database. @throws not_found */
export async function readLadderOf<Loaded extends LadderHead>(
  db: Db,
  actor: DbActor,
  asked: PreparedQuery<Loaded>,
  contractId: ContractId,
): Promise<Loaded> {
  const found = await db.read<RowOf<Loaded>>(actor, {
    name: asked.name,
    text: asked.text,
    values: [contractId, false],
    about: contractId,
  });
  return assemble(found, (id) => findPublishedLadder(db, actor, id));
}

/** What a contract's ladder is told by: small, and asked by whoever kept what it said before. @throws not_found */
export async function readLadderVersion(
  db: Db,
  actor: DbActor,
  contractId: ContractId,
): Promise<Written & { readonly version: string }> {
  const found = await db.read<Written & { readonly version: string | null }>(actor, {
    ...LADDER_VERSION,
    values: [contractId],
    setsActor: true,
  });
  // Hidden and missing are the same.
  if (!found || found.version === null) throw notFound();
  return { ...found, version: found.version };
}

const LADDER_VERSION: Prepared = {
  name: 'ladder_version',
  text: `
    select v.version, v.last_recorded_at as "lastRecordedAt", v.writing_for_ms as "writingForMs"
    from app.ladder_version($1, $2, $3, $4, $5) v
  `,
};

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
  asked: PreparedQuery<Loaded>,
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
  noteLadder(rest.contractId, ladder);
  const stored = found.progress ? restoreProgress(found.progress, marks) : initialProgress(ladder);
  const progress = withPrior(ladder, stored, prior);
  const loaded = { ...rest, ladder, progress, tallies: marks ? null : found.tallies };
  return loaded as unknown as Loaded;
}
