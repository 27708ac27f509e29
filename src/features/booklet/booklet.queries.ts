import type { Instant } from '../../kernel/days.js';
import type { ContractId, LadderId } from '../../kernel/ids.js';
import { notFound } from '../../kernel/refusals.js';
import type { Queryable } from '../../platform/database/db.js';
import { row } from '../../platform/database/sql.js';
import type { BookletFacts } from './booklet-facts.types.js';
import type { IssuedReport } from './booklet.types.js';

/** What a booklet shows at most: the rest is counted. */
export const MOST_SHOWN = {
  judgements: 300,
  journal: 60,
  reviews: 40,
  disputes: 100,
  others: 300,
} as const;

const standsOf = (table: string, of: string): string =>
  `not exists (select from ${table} w where ${of} and w.recorded_at <= $2)`;

const day = (at: string): string => `app.paris_day(${at})`;

/** The ladder of the contract at a sequence; null: the one that the booklet names. */
const ladderAt = (sequence: string): string => `(
  select x.from_ladder_id from ladder_changes x
  where x.contract_id = $1 and x.recorded_at <= $2 and x.sequence > ${sequence}
  order by x.sequence
  limit 1
)`;

const listed = (sql: string): string => `(select coalesce(jsonb_agg(x), '[]') from (${sql}) x)`;

/** `r.open`: who reads is told of words, too. */
const JUDGED = `
  select
    s.id, s.sequence, s.signer_id as by, s.observed_on as on, s.competency, s.level, s.outcome,
    ${ladderAt('s.sequence')} as "ladderId", w.words, w.overturned, v.revocation,
    s.outcome <> 'acquired' or w.overturned or v.revocation is not null or r.open and w.words is not null as "isTold"
  from sign_offs s
  cross join lateral (
    select nullif(concat_ws(' ', s.next_step, s.reason, s.comment), '') as words,
      not ${standsOf('overturns', 'w.sign_off_id = s.id')} as overturned
  ) w
  left join lateral (
    select jsonb_build_object('by', r.revoked_by, 'code', r.reason_code, 'reason', r.reason, 'on', ${day('r.recorded_at')}) as revocation
    from revocations r
    where r.sign_off_id = s.id and r.recorded_at <= $2 and ${standsOf('overturns', 'w.revocation_id = r.id')}
    order by r.sequence desc
    limit 1
  ) v on true
  where s.contract_id = $1 and s.recorded_at <= $2
`;

/** Those to tell of, the newest first, as many as are shown; and those by which something stands, however old. */
const SIGN_OFFS = `
  select x.id, x.by, x.on, x.competency, x.level, x.outcome, x."ladderId", x.words, x.overturned, x.revocation
  from (select j.*, count(*) filter (where j."isTold") over (order by j.sequence desc) as nth from (${JUDGED}) j) x
  where x.id = any ($4) or x."isTold" and x.nth <= ${MOST_SHOWN.judgements}
  order by x.sequence desc
`;

/** What was withdrawn is told of beside what was judged. */
const JUDGEMENT_COUNT = `
  select coalesce(sum(case when j.revocation is null then 1 else 2 end), 0)::integer from (${JUDGED}) j where j."isTold"
`;

const SEEN = `
  select
    i.competency, i.level, ${ladderAt('o.sequence')} as "ladderId", count(*)::integer as times,
    array_agg(distinct o.observer_id) as observers,
    min(o.observed_on) as first, max(o.observed_on) as last
  from observations o
  cross join lateral jsonb_to_recordset(o.items) as i (competency text, level text, outcome text)
  where o.contract_id = $1 and o.recorded_at <= $2 and i.outcome = 'performed'
    and ${standsOf(
      'observation_withdrawals',
      'w.observation_id = o.id and (w.competency is null or (w.competency = i.competency and w.level = i.level))',
    )}
  group by i.competency, i.level, "ladderId"
  order by i.competency, i.level, "ladderId"
`;

const DISPUTES = `
  select
    case when d.sign_off_id is not null then 'sign_off' when d.revocation_id is not null then 'revocation' else 'level_decision' end as kind,
    coalesce(s.competency, rs.competency) as competency, coalesce(s.level, rs.level, l.level) as level,
    ${ladderAt('coalesce(s.sequence, rs.sequence, l.sequence)')} as "ladderId",
    d.opened_by as by, d.on_behalf_of is not null as "forChild", ${day('d.recorded_at')} as on, d.grounds,
    e.ending, e.reason, e.ended_by as "endedBy", ${day('e.recorded_at')} as "endedOn"
  from disputes d
  left join dispute_endings e on e.dispute_id = d.id and e.recorded_at <= $2
  left join sign_offs s on s.id = d.sign_off_id
  left join revocations r on r.id = d.revocation_id
  left join sign_offs rs on rs.id = r.sign_off_id
  left join level_decisions l on l.id = d.level_decision_id
  where d.contract_id = $1 and d.recorded_at <= $2
  order by d.sequence desc
  limit ${MOST_SHOWN.disputes}
`;

const JOURNAL_OF = `
  from journal_entries j
  where j.contract_id = $1 and j.recorded_at <= $2
    and ${standsOf('journal_entry_steps', `w.journal_entry_id = j.id and w.kind = 'withdrawn'`)}
`;

/** `$1`: the contract, `$2`: the instant, `$3`: the ladder of then, `$4`: the sign-offs by which something stands. */
const FACTS = `
  select
    r.open as "readsComments",
    jsonb_build_object('title', f.title, 'version', f.version) as framework,
    f.blocks,
    ${listed(`
      select m.person_id as person, m.role, m.from_day as from,
        case when m.ended_recorded_at is null or m.ended_recorded_at <= $2 then m.until_day else m.planned_until_day end as until
      from mandates m where m.contract_id = $1 and m.recorded_at <= $2 order by m.from_day, m.sequence limit ${MOST_SHOWN.others}`)} as mandates,
    ${listed(SIGN_OFFS)} as "signOffs",
    (${JUDGEMENT_COUNT}) as "judgementCount",
    ${listed(SEEN)} as seen,
    ${listed(`
      select d.id, d.level, ${ladderAt('d.sequence')} as "ladderId", d.decision, d.capacity, d.decided_by as by, ${day('d.recorded_at')} as on, d.reason,
        not ${standsOf('overturns', 'w.level_decision_id = d.id')} as overturned
      from level_decisions d where d.contract_id = $1 and d.recorded_at <= $2 order by d.sequence limit ${MOST_SHOWN.others}`)} as decisions,
    ${listed(`
      select a.mission, a.from_day as from, a.assigned_by as by, coalesce(
        (select e.until_day from assignment_ends e where e.assignment_id = a.id and e.recorded_at <= $2 order by e.sequence desc limit 1),
        a.until_day
      ) as until
      from assignments a where a.contract_id = $1 and a.recorded_at <= $2 order by a.from_day, a.sequence limit ${MOST_SHOWN.others}`)} as assignments,
    ${listed(`
      select j.mission, sum(j.minutes)::integer as minutes, count(*)::integer as times ${JOURNAL_OF} group by j.mission order by j.mission`)} as work,
    ${listed(`
      select j.on_day as on, j.mission, j.minutes, j.text ${JOURNAL_OF} order by j.on_day desc, j.sequence desc limit ${MOST_SHOWN.journal}`)} as journal,
    (select count(*)::integer ${JOURNAL_OF}) as "journalCount",
    ${listed(DISPUTES)} as disputes,
    ${listed(`
      select a.prerequisite, a.from_day as from, a.until_day as until
      from attestations a
      where a.contract_id = $1 and a.recorded_at <= $2
        and ${standsOf('attestation_withdrawals', 'w.attestation_id = a.id')}
      order by a.from_day, a.sequence limit ${MOST_SHOWN.others}`)} as attestations
  from contracts c
  cross join (select f.title, f.version, f.blocks from ladders l join frameworks f on f.id = l.framework_id where l.id = $3) f
  cross join lateral (select app.reads_reviews(c.id) as open offset 0) r
  where c.id = $1
`;

const NAMES = `
  select coalesce(jsonb_object_agg(n.person_id, concat_ws(' ', n.given_name, n.family_name)), '{}') as names
  from app.names_of_people($1, $2) n
`;

/** @throws not_found when the contract may not be seen */
export async function readBookletFacts(
  q: Queryable,
  contractId: ContractId,
  at: Instant,
  more: {
    readonly ladderId: LadderId;
    readonly counting: readonly string[];
    /** Others whose names are wanted. */
    readonly people: readonly string[];
  },
): Promise<BookletFacts> {
  const found = await row<Omit<BookletFacts, 'names'> & Record<string, unknown>>(q, FACTS, [
    contractId,
    at,
    more.ladderId,
    more.counting,
  ]);
  if (!found) throw notFound();
  const people = [
    ...more.people,
    ...found.mandates.map(({ person }) => person),
    ...found.signOffs.flatMap(({ by, revocation }) => [by, ...(revocation ? [revocation.by] : [])]),
    ...found.decisions.map(({ by }) => by),
    ...found.assignments.map(({ by }) => by),
    ...found.disputes.flatMap(({ by, endedBy }) => [by, ...(endedBy ? [endedBy] : [])]),
  ];
  const named = await row<{ names: Record<string, string> }>(q, NAMES, [[...new Set(people)], at]);
  return { ...found, names: named?.names ?? {} };
}

/** Null: no booklet that was issued has it. */
export function findIssuedReport(q: Queryable, hash: string): Promise<IssuedReport | null> {
  return row<IssuedReport & Record<string, unknown>>(
    q,
    `select v.report_on as "on", v.sequence from app.find_issued_report($1) v where v.report_on is not null`,
    [hash],
  );
}
