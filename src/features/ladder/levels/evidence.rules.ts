import { daysBetween, type Day } from '../../../kernel/days.js';
import type { Quorum } from '../../frameworks/frameworks.types.js';
import type { PriorMark } from './prior.types.js';
import type { Evidence } from '../ladder.types.js';
import type { Counted, RequirementStanding, Sighting, Tally } from '../progress/ladder-progress.types.js';

/** The days that a sign-off speaks of. */
export interface SigningDays {
  /** The last day whose observations count. */
  readonly observedOn: Day;
  /** The day of signing: `maxAgeDays` is counted back from it. */
  readonly signedOn: Day;
}

/** What a contract that continues others adds. */
export interface Continued {
  /** Seen under those, on days before its own first one. */
  readonly prior: readonly PriorMark[];
  /** Who signs, as an index of the observers: they must have seen it under this one. Absent: somebody only reads. */
  readonly signer?: number;
}

/**
 * What speaks for a competency at a level, against what its quorum needs (one observation where it says nothing).
 * One person's observations of one day count once; `unsafe` resets: only later days count. What was seen under contracts
 * that this one continues counts as observations and as days, not as observers, and is never seen anew.
 */
export function countEvidence(
  requirement: RequirementStanding,
  quorum: Quorum | undefined,
  days: SigningDays,
  continued?: Continued,
): Evidence {
  const counts = ({ on }: { readonly on: Day }) =>
    on <= days.observedOn && isFresh(on, days.signedOn, quorum);
  const own = sightingsOf(requirement).filter(counts);
  const counted = countOf(own, requirement.anew !== null);
  if (!continued) return against(quorum, counted);
  const before = priorSightings(requirement, continued.prior).filter(counts);
  const evidence = against(quorum, {
    ...counted,
    observations: counted.observations + before.length,
    distinctDays: new Set([...own, ...before].map(({ on }) => on)).size,
  });
  if (continued.signer === undefined) return evidence;
  const bySigner = own.filter(({ by }) => by === continued.signer).length;
  return { ...evidence, bySigner: { have: bySigner, need: 1 } };
}

/** The same of earlier contracts; what was unsafe here came later, and resets all of it. */
function priorSightings({ marks }: RequirementStanding, prior: readonly PriorMark[]): PriorMark[] {
  const reset = [...marks, ...prior].filter(({ safe }) => !safe).map(({ on }) => on);
  const found = new Map(
    prior
      .filter(({ safe, on }) => safe && !reset.some((unsafe) => on <= unsafe))
      .map((mark) => [`${mark.by} ${mark.on}`, mark]),
  );
  return [...found.values()];
}

/**
 * The same for readers, kept small: a reader asks about its own day, and nothing that was observed lies after the day
 * of writing, so without `maxAgeDays` four numbers say all; with it, the sightings that are still young enough.
 */
export function tallyOf(requirement: RequirementStanding, quorum: Quorum | undefined, today: Day): Tally {
  const mustSeeAnew = requirement.anew !== null;
  const sightings = sightingsOf(requirement).filter(({ on }) => isFresh(on, today, quorum));
  return quorum?.maxAgeDays === undefined ? countOf(sightings, mustSeeAnew) : { mustSeeAnew, sightings };
}

/** What a tally says on a day, that of its writing or a later one. */
export function readTally(tally: Tally, quorum: Quorum | undefined, today: Day): Evidence {
  if (!('sightings' in tally)) return against(quorum, tally);
  const fresh = tally.sightings.filter(({ on }) => isFresh(on, today, quorum));
  return against(quorum, countOf(fresh, tally.mustSeeAnew));
}

export function meetsQuorum(evidence: Evidence): boolean {
  return [
    evidence.observations,
    evidence.observers,
    evidence.distinctDays,
    evidence.seenAnew,
    evidence.bySigner,
  ].every((part) => part === undefined || part.have >= part.need);
}

/** What counts at all: performed, after the last unsafe day, once per person and day. */
function sightingsOf({ marks, anew }: RequirementStanding): Sighting[] {
  const unsafe = marks.filter(({ safe }) => !safe).map(({ on }) => on);
  const reset = unsafe.length === 0 ? null : unsafe.reduce((a, b) => (a < b ? b : a));
  const found = new Map<string, Sighting>();
  for (const { safe, on, by, sequence } of marks) {
    if (!safe || (reset !== null && on <= reset)) continue;
    const known = found.get(`${by} ${on}`);
    const isAnew = anew !== null && sequence > anew.after && on >= anew.from;
    found.set(`${by} ${on}`, { on, by, anew: isAnew || (known?.anew ?? false) });
  }
  return [...found.values()];
}

function isFresh(on: Day, today: Day, quorum: Quorum | undefined): boolean {
  return quorum?.maxAgeDays === undefined || daysBetween(on, today) <= quorum.maxAgeDays;
}

function countOf(sightings: readonly Sighting[], mustSeeAnew: boolean): Counted {
  return {
    observations: sightings.length,
    observers: new Set(sightings.map(({ by }) => by)).size,
    distinctDays: new Set(sightings.map(({ on }) => on)).size,
    seenAnew: mustSeeAnew ? sightings.filter(({ anew }) => anew).length : null,
  };
}

function against(
  quorum: Quorum | undefined,
  { observations, observers, distinctDays, seenAnew }: Counted,
): Evidence {
  return {
    observations: { have: observations, need: quorum?.minObservations ?? 1 },
    observers: { have: observers, need: quorum?.minObservers ?? 1 },
    distinctDays: { have: distinctDays, need: quorum?.minDistinctDays ?? 1 },
    ...(seenAnew === null ? {} : { seenAnew: { have: seenAnew, need: 1 } }),
  };
}
