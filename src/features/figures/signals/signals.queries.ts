import type { ContractId, OrganisationId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { row } from '../../../platform/database/sql.js';
import type { Intake } from '../figures.types.js';
import { habitsStatement } from './habits.queries.js';
import { PARTY } from './scope.queries.js';
import { THRESHOLDS } from './signals.rules.js';
import type { SignalFacts, SignalScope } from './signals.types.js';
import { waitsStatement } from './waits.queries.js';

const ANSWERS_FOR = { training_centre: 'centre_admin', employer: 'hr' } as const;

/** Those of the organisation whose signals the caller may read today: null all, otherwise those of which they are the referent. */
export async function readableContracts(
  q: Queryable,
  side: Intake['side'],
  organisationId: OrganisationId,
): Promise<readonly ContractId[] | null> {
  const found = await row<{ own: boolean; referentOf: ContractId[] }>(
    q,
    `
    select
      $1 = any ((select app.organisations_as('${ANSWERS_FOR[side]}'))::uuid[]) as own,
      array(
        select c.id
        from mandates m
        join contracts c on c.id = m.contract_id
        where m.person_id = app.person_id()
          and m.role = 'referent'
          and m.from_day <= app.today()
          and (m.until_day is null or m.until_day > app.today())
          and c.${PARTY[side]} = $1
          and ${side === 'training_centre'}
          and app.member_days(m.person_id, c.id, m.role, m.placement_id) @> app.today()
      ) as "referentOf"
    `,
    [organisationId],
  );
  return found?.own ? null : (found?.referentOf ?? []);
}

/** The facts that signals are found in: two statements, however many contracts there are. */
export async function readSignalFacts(
  q: Queryable,
  { side, organisationId, contracts, now, since }: SignalScope,
): Promise<SignalFacts> {
  const whose = [organisationId, since, contracts];
  const habits = await row<Pick<SignalFacts, 'days' | 'observing'>>(q, habitsStatement(side), [
    ...whose,
    THRESHOLDS.signOffsInADay,
    THRESHOLDS.observed,
  ]);
  const waits = await row<Pick<SignalFacts, 'waits' | 'loads' | 'stays'>>(q, waitsStatement(side), [
    ...whose,
    now,
    THRESHOLDS.stalledDays,
  ]);
  if (!habits || !waits) throw new Error('Each statement answers one row.');
  return { ...habits, ...waits };
}
