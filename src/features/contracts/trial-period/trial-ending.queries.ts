import type { Day } from '../../../kernel/days.js';
import { departmentOf } from '../../../kernel/holidays.js';
import type { ContractId } from '../../../kernel/ids.js';
import type { Queryable } from '../../../platform/database/db.js';
import { rows } from '../../../platform/database/sql.js';
import type { CalendarFacts } from '../calendar/calendar.types.js';
import type { Place } from '../placements/placements.types.js';
import { trialEndingOn } from './trial-ending.rules.js';
import type { TrialFacts } from './trial-period.types.js';

/** Forty-five days in the company are over by then, however rarely somebody is there; a longer one is told of by nobody. */
const DAYS_BACK = 400;

interface RunningTrial extends Pick<TrialFacts, 'kind'> {
  readonly contractId: ContractId;
  readonly life: Pick<CalendarFacts, 'startsOn' | 'heldUntil' | 'suspensions'> &
    Pick<TrialFacts, 'until' | 'signedOn'>;
  readonly facts: Pick<TrialFacts, 'practicalTrainingStartsOn' | 'nature' | 'contractType'> & {
    readonly absences: readonly { readonly from: Day; readonly until: Day | null }[];
    readonly postcode: string | null;
    readonly observesGoodFriday: boolean | null;
    readonly trialDays: number | null;
  };
  readonly places: readonly Place[];
  readonly patterns: NonNullable<CalendarFacts['plan']>['patterns'] | null;
  readonly exceptions: NonNullable<CalendarFacts['plan']>['exceptions'] | null;
}

/** The contracts whose trial period comes to its end, of which nobody was told yet: once a day, by whoever tells people. */
export async function listTrialsEnding(q: Queryable, today: Day): Promise<ContractId[]> {
  const found = await rows<RunningTrial & Record<string, unknown>>(
    q,
    `
    select r.contract_id as "contractId", r.kind, r.life, r.facts, r.places, r.patterns, r.exceptions
    from app.trials_running($1, $2) r
    `,
    [today, DAYS_BACK],
  );
  return found
    .filter((one) => trialEndingOn(factsOf(one), today) !== null)
    .map(({ contractId }) => contractId);
}

function factsOf({ kind, life, facts, places, patterns, exceptions }: RunningTrial): TrialFacts {
  const { startsOn, heldUntil, suspensions, until, signedOn } = life;
  return {
    kind,
    signedOn,
    until,
    practicalTrainingStartsOn: facts.practicalTrainingStartsOn,
    nature: facts.nature,
    contractType: facts.contractType,
    statedDays: facts.trialDays,
    calendar: {
      startsOn,
      heldUntil,
      suspensions,
      plan:
        patterns && exceptions && patterns.length + exceptions.length > 0 ? { patterns, exceptions } : null,
      absences: facts.absences.map((days) => ({ ...days, kind: null })),
      places,
      where: {
        department: departmentOf(facts.postcode),
        observesGoodFriday: facts.observesGoodFriday,
      },
    },
  };
}
