import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { addDays, dayOf, type Day, type Instant } from '../../kernel/days.js';
import type { Language } from '../../kernel/language.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { Db, type Queryable } from '../../platform/database/db.js';
import { readKeyDays } from '../contracts/calendar/key-days.queries.js';
import { readQueue } from '../queue/queue.queries.js';
import { awaitedDays } from './awaited.rules.js';
import {
  awaitedEvent,
  contractEvents,
  keepNearest,
  keyDayEvents,
  placementEvent,
  reviewEvent,
  shortName,
  windowAround,
  type CalendarWindow,
} from './events.rules.js';
import { writeCalendar } from './icalendar.rules.js';
import {
  languageOfReader,
  listCalendarContracts,
  listCalendarPlacements,
  listCalendarReviews,
  namesOfAlternants,
} from './own-calendar.queries.js';
import type { CalendarContract, CalendarEvent, Naming } from './own-calendar.types.js';

export interface WrittenCalendar {
  readonly text: string;
  readonly language: Language;
}

/** Days that follow from others are reckoned of so many contracts at most. */
const MOST_RECKONED = 60;
/** A trial period, and the time to deposit, are over a year after the first day. */
const RECKONED_DAYS = 365;
/** So much of what awaits somebody is looked through for what has a day. */
const MOST_AWAITED = 500;

interface Reading {
  readonly actor: PersonActor;
  readonly now: Instant;
  readonly today: Day;
  readonly window: CalendarWindow;
  readonly contracts: readonly CalendarContract[];
  readonly names: Naming;
}

type Source = (q: Queryable, reading: Reading) => Promise<CalendarEvent[]>;

/** What stands in a calendar. Whatever else has days of its own takes a line here: it reads as the actor, who sees what they may. */
const SOURCES: readonly Source[] = [
  (_, { contracts, names }) => Promise.resolve(contracts.flatMap((one) => contractEvents(one, names))),
  readReckoned,
  async (q, { contracts, window, names }) => {
    const ids = contracts.map(({ id }) => id);
    return (await listCalendarPlacements(q, ids, window)).map((one) => placementEvent(one, names));
  },
  async (q, { actor, contracts, window, names }) => {
    const ids = contracts.map(({ id }) => id);
    return (await listCalendarReviews(q, actor.personId, ids, window)).map((one) => reviewEvent(one, names));
  },
  readAwaited,
];

/** One's own days, as a calendar: who reads it sees what they may see at that moment, and nothing of it is kept. */
@Injectable()
export class OwnCalendarService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  read(actor: PersonActor): Promise<WrittenCalendar> {
    const now = this.clock.now();
    const today = dayOf(now);
    const window = windowAround(today);
    return this.db.read(actor, async (q) => {
      const language = await languageOfReader(q, actor.personId);
      const contracts = await listCalendarContracts(q, actor.personId, today, window);
      const names = await readNames(q, contracts, now);
      const events: CalendarEvent[] = [];
      for (const source of SOURCES)
        events.push(...(await source(q, { actor, now, today, window, contracts, names })));
      return { text: writeCalendar(keepNearest(events, today), language), language };
    });
  }
}

/** Its alternant knows a contract by its employer, anybody else by whom it is about. */
async function readNames(
  q: Queryable,
  contracts: readonly CalendarContract[],
  now: Instant,
): Promise<Naming> {
  const others = contracts.filter(({ isOwn }) => !isOwn).map(({ alternantId }) => alternantId);
  const people = await namesOfAlternants(q, others, now);
  const nameOf = ({ isOwn, employer, alternantId }: CalendarContract): string => {
    const person = people.get(alternantId);
    return isOwn ? employer : person ? shortName(person.givenName, person.familyName) : '';
  };
  return new Map(contracts.map((one) => [one.id, nameOf(one)]));
}

async function readReckoned(
  q: Queryable,
  { contracts, today, now, names }: Reading,
): Promise<CalendarEvent[]> {
  const young = contracts
    .filter(({ startsOn }) => startsOn > addDays(today, -RECKONED_DAYS))
    .slice(0, MOST_RECKONED);
  const byId = new Map(young.map((one) => [one.id, one]));
  const found = await readKeyDays(q, [...byId.keys()], { now, today });
  return found.flatMap((days) => {
    const contract = byId.get(days.contractId);
    return contract ? keyDayEvents(days, contract, names) : [];
  });
}

/** What the queue says awaits them, where it has a day. */
async function readAwaited(
  q: Queryable,
  { actor: { personId }, now, today, names }: Reading,
): Promise<CalendarEvent[]> {
  const page = { kind: null, after: null, limit: MOST_AWAITED };
  const { awaiting } = await readQueue(q, { personId, now, today }, page);
  return awaiting.flatMap(awaitedDays).map((one) => awaitedEvent(one, names));
}
