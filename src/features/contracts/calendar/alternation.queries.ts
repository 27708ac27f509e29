import type { Day, Instant } from '../../../kernel/days.js';
import { departmentOf } from '../../../kernel/holidays.js';
import type { ContractId } from '../../../kernel/ids.js';
import { notFound } from '../../../kernel/refusals.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row } from '../../../platform/database/sql.js';
import type { AbsenceKind } from '../absences/absences.types.js';
import { listSteps } from '../contracts.queries.js';
import { heldUntil, lifeOf, type ContractKind } from '../contracts.types.js';
import { placesOf } from '../placements/placements.queries.js';
import type { Place } from '../placements/placements.types.js';
import type { TrialFacts } from '../trial-period/trial-period.types.js';
import type { Alternation, CalendarVersion } from './calendar.types.js';

/** What `app.alternation_facts` answers: of the form, null is not said yet. */
interface RecordedAlternation {
  readonly absences: readonly { readonly row: string; readonly from: Day; readonly until: Day | null }[];
  readonly postcode: string | null;
  readonly observesGoodFriday: boolean | null;
  readonly isPublic: boolean | null;
  readonly contractType: string | null;
  readonly practicalTrainingStartsOn: Day | null;
  readonly nature: TrialFacts['nature'];
  readonly trialDays: number | null;
}

type Found = { readonly [Name in keyof CalendarVersion]: CalendarVersion[Name] | null } & {
  readonly kind: ContractKind;
  readonly facts: RecordedAlternation | null;
  readonly places: readonly Place[];
  /** Null for readers who need not know why somebody was away. */
  readonly kinds: Readonly<Record<string, AbsenceKind>> | null;
};

const RECORD = `
  select
    coalesce(
      (
        select e.data ->> 'kind' from events e
        where $2::timestamptz is not null
          and e.contract_id = c.id
          and e.type in ('contract.created', 'contract.amended')
          and e.recorded_at <= $2
        order by e.sequence desc
        limit 1
      ),
      c.kind
    )                    as kind,
    app.alternation_facts(c.id, w.until) as facts,
    ${placesOf('c.id', 'w.until')} as places,
    (
      select jsonb_object_agg(a.id, a.kind) from contract_absences a where a.contract_id = c.id and a.recorded_at <= w.until
    )                    as kinds,
    k.id,
    k.contract_id        as "contractId",
    k.patterns,
    k.items              as exceptions,
    k.source,
    k.recorded_at        as "recordedAt",
    k.recorded_by        as "recordedBy",
    k.recorded_by_client as "recordedByClient"
  from contracts c
  cross join (select coalesce($2::timestamptz, 'infinity')) w (until)
  left join lateral (
    select x.* from contract_calendars x
    where x.contract_id = c.id and x.recorded_at <= w.until
    order by x.sequence desc
    limit 1
  ) k on true
  where c.id = $1
`;

/** Where an alternant is, and what follows from it, as it was recorded by `at` (null: now). @throws not_found */
export async function readAlternation(
  q: Queryable,
  contractId: ContractId,
  at: Instant | null,
): Promise<Alternation> {
  const found = await row<Found & Record<string, unknown>>(q, RECORD, [contractId, at]);
  const steps = found?.facts ? await listSteps(q, contractId, at) : [];
  if (!found?.facts || steps.length === 0) throw notFound();
  const { facts, kind } = found;
  const life = lifeOf(steps);
  const version = versionOf(found);
  const isSaid = version !== null && version.patterns.length + version.exceptions.length > 0;
  return {
    contractId,
    kind,
    startsOn: life.startsOn,
    until: life.until,
    signedOn: life.signedOn,
    isCancelled: life.cancelledOn !== null,
    isPublic: facts.isPublic,
    contractType: facts.contractType,
    practicalTrainingStartsOn: facts.practicalTrainingStartsOn,
    nature: facts.nature,
    statedDays: facts.trialDays,
    version,
    calendar: {
      startsOn: life.startsOn,
      heldUntil: heldUntil(life),
      suspensions: life.suspensions,
      plan: isSaid ? version : null,
      absences: facts.absences.map(({ row: id, ...days }) => ({ ...days, kind: found.kinds?.[id] ?? null })),
      places: found.places,
      where: {
        department: departmentOf(facts.postcode),
        observesGoodFriday: facts.observesGoodFriday,
      },
    },
  };
}

function versionOf(found: Found): CalendarVersion | null {
  if (found.id === null) return null;
  const { id, contractId, patterns, exceptions, source, recordedAt, recordedBy, recordedByClient } =
    found as CalendarVersion;
  return { id, contractId, patterns, exceptions, source, recordedAt, recordedBy, recordedByClient };
}
