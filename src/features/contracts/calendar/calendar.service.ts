import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import {
  addDays,
  dayOf,
  daysBetween,
  earlierOf,
  laterOf,
  type Day,
  type Instant,
} from '../../../kernel/days.js';
import type { ContractId } from '../../../kernel/ids.js';
import { refuseAny, validationFailed } from '../../../kernel/refusals.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db, type Tx } from '../../../platform/database/db.js';
import { openHistory, recordFacts } from '../../contract-history/contract-history.store.js';
import { requireSide } from '../contracts.policy.js';
import { getAuthority, getContract } from '../contracts.queries.js';
import { renewVersion } from '../contracts.store.js';
import { ContractMoments } from '../past/moments.service.js';
import { readAlternation } from './alternation.queries.js';
import { calendarChanged, endsBeforeItStarts, tooManyDays, tooManyPeriods } from './calendar.errors.js';
import { calendarRecorded } from './calendar.facts.js';
import { findCalendarMistakes, withExceptions } from './calendar.rules.js';
import type {
  Alternation,
  AlternationPlan,
  CalendarException,
  CalendarId,
  CalendarSource,
  CalendarVersion,
} from './calendar.types.js';

/** How many days are answered at once. */
const DAYS_AT_ONCE = 400;
/** What is answered where nobody says until when. */
const USUAL_DAYS = 35;

/** How many periods files may pile up: each read of the contract goes through them. */
const MOST_PERIODS = 2000;

export interface CalendarAsked {
  readonly from: Day | null;
  readonly to: Day | null;
  /** Null: now. */
  readonly at: Instant | null;
}

export interface CalendarRead {
  readonly alternation: Alternation;
  readonly from: Day;
  readonly to: Day;
}

export interface CalendarCommand extends AlternationPlan {
  /** The calendar that was read; undefined: whichever stands. */
  readonly replaces: CalendarId | null | undefined;
}

const NOTHING: AlternationPlan = { patterns: [], exceptions: [] };

@Injectable()
export class CalendarService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly moments: ContractMoments,
  ) {}

  /** @throws not_found when the contract may not be seen, or was not recorded yet */
  read(
    actor: Actor,
    id: ContractId,
    { from: asked, to: askedTo, ...of }: CalendarAsked,
  ): Promise<CalendarRead> {
    return this.moments.read(actor, id, of.at, async (q, at) => {
      const alternation = await readAlternation(q, id, at);
      const { startsOn, until } = alternation;
      const from = asked ?? earlierOf(laterOf(dayOf(at), startsOn), addDays(until, -1));
      const to = askedTo ?? addDays(from, USUAL_DAYS - 1);
      if (to < from) throw validationFailed([endsBeforeItStarts('/to')]);
      if (daysBetween(from, to) >= DAYS_AT_ONCE) throw validationFailed([tooManyDays(DAYS_AT_ONCE)]);
      return { alternation, from, to };
    });
  }

  /** Says anew, whole, what is planned; the calendars of before stay. */
  record(actor: Actor, id: ContractId, { replaces, ...plan }: CalendarCommand): Promise<CalendarVersion> {
    refuseAny(findCalendarMistakes(plan));
    return this.write(actor, id, 'stated', (stands) => {
      if (replaces !== undefined && (stands?.id ?? null) !== replaces) throw calendarChanged();
      return plan;
    });
  }

  /** Puts periods in the place of what was said of their days; a dry run records nothing. */
  import(
    actor: Actor,
    id: ContractId,
    periods: readonly CalendarException[],
    { source, isDryRun }: { readonly source: CalendarSource; readonly isDryRun: boolean },
  ): Promise<CalendarVersion | null> {
    const planOf = (stands: AlternationPlan | null) => {
      const plan = withExceptions(stands ?? NOTHING, periods);
      if (plan.exceptions.length > MOST_PERIODS) throw validationFailed([tooManyPeriods(MOST_PERIODS)]);
      refuseAny(findCalendarMistakes(plan));
      return plan;
    };
    if (!isDryRun) return this.write(actor, id, source, planOf);
    return this.db.read(actor, async (q) => {
      requireSide(await getAuthority(q), await getContract(q, id));
      planOf((await readAlternation(q, id, this.clock.now())).version);
      return null;
    });
  }

  private write(
    actor: Actor,
    contractId: ContractId,
    source: CalendarSource,
    planOf: (stands: CalendarVersion | null) => AlternationPlan,
  ): Promise<CalendarVersion> {
    return this.db.write(actor, async (tx: Tx) => {
      const history = await openHistory(tx, actor, this.clock, contractId);
      requireSide(await getAuthority(tx), await getContract(tx, contractId));
      const { recordedAt, author } = history;
      const { version } = await readAlternation(tx, contractId, recordedAt);
      const { patterns, exceptions } = planOf(version);
      const id: CalendarId = history.newId();
      recordFacts(tx, history, [calendarRecorded(history, id, { patterns, exceptions }, source)]);
      await renewVersion(tx, contractId, recordedAt);
      return { id, contractId, patterns, exceptions, source, recordedAt, ...author };
    });
  }
}
