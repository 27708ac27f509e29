import { daysBetween, type Day } from '../../../kernel/days.js';
import type { Quorum } from '../../frameworks/frameworks.types.js';
import type { PriorMark } from './prior.types.js';
import type { Evidence } from '../ladder.types.js';
import type { Counted, RequirementProgress, Sighting, Tally } from '../progress/ladder-progress.types.js';

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
 * that this one continues counts as observations and as days, not as observers, and is never observed again.
 */
export function countEvidence(
  requirement: RequirementProgress,
  quorum: Quorum | undefined,
  days: SigningDays,
  continued?: Continued,
): Evidence {
  const counts = ({ on }: { readonly on: Day }) =>
    on <= days.observedOn && isFresh(on, days.signedOn, quorum);
  const own = sightingsOf(requirement).filter(counts);
  const counted = countOf(own, requirement.reobservation !== null);
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

/** Lists what counts of earlier contracts; what was unsafe here came later, and resets all of it. */
function priorSightings({ marks }: RequirementProgress, prior: readonly PriorMark[]): PriorMark[] {
  const reset = [...marks, ...prior].filter(({ safe }) => !safe).map(({ on }) => on);
  const found = new Map(
    prior
      .filter(({ safe, on }) => safe && !reset.some((unsafe) => on <= unsafe))
      .map((mark) => [`${mark.by} ${mark.on}`, mark]),
  );
  return [...found.values()];
}

/**
 * Keeps the count small for readers: a reader asks about its own day, and nothing that was observed lies after the day
 * of writing, so without `maxAgeDays` four numbers say all; with it, the sightings that are still young enough.
 */
export function tallyOf(requirement: RequirementProgress, quorum: Quorum | undefined, today: Day): Tally {
  const mustReobserve = requirement.reobservation !== null;
  const sightings = sightingsOf(requirement).filter(({ on }) => isFresh(on, today, quorum));
  return quorum?.maxAgeDays === undefined ? countOf(sightings, mustReobserve) : { mustReobserve, sightings };
}

/** What a tally says on a day, that of its writing or a later one. */
export function readTally(tally: Tally, quorum: Quorum | undefined, today: Day): Evidence {
  if (!('sightings' in tally)) return against(quorum, tally);
  const fresh = tally.sightings.filter(({ on }) => isFresh(on, today, quorum));
  return against(quorum, countOf(fresh, tally.mustReobserve));
}

export function meetsQuorum(evidence: Evidence): boolean {
  return [
    evidence.observations,
    evidence.observers,
    evidence.distinctDays,
    evidence.reobserved,
    evidence.bySigner,
  ].every((part) => part === undefined || part.have >= part.need);
}

/** What counts at all: performed, after the last unsafe day, once per person and day. */
function sightingsOf({ marks, reobservation }: RequirementProgress): Sighting[] {
  const unsafe = marks.filter(({ safe }) => !safe).map(({ on }) => on);
  const reset = unsafe.length === 0 ? null : unsafe.reduce((a, b) => (a < b ? b : a));
  const found = new Map<string, Sighting>();
  for (const { safe, on, by, sequence } of marks) {
    if (!safe || (reset !== null && on <= reset)) continue;
    const known = found.get(`${by} ${on}`);
    const isReobservation =
      reobservation !== null && sequence > reobservation.after && on >= reobservation.from;
    found.set(`${by} ${on}`, { on, by, reobservation: isReobservation || (known?.reobservation ?? false) });
  }
  return [...found.values()];
}

function isFresh(on: Day, today: Day, quorum: Quorum | undefined): boolean {
  return quorum?.maxAgeDays === undefined || daysBetween(on, today) <= quorum.maxAgeDays;
}

function countOf(sightings: readonly Sighting[], mustReobserve: boolean): Counted {
  return {
    observations: sightings.length,
    observers: new Set(sightings.map(({ by }) => by)).size,
    distinctDays: new Set(sightings.map(({ on }) => on)).size,
    reobserved: mustReobserve ? sightings.filter(({ reobservation }) => reobservation).length : null,
  };
}

function against(
  quorum: Quorum | undefined,
  { observations, observers, distinctDays, reobserved }: Counted,
): Evidence {
  return {
    observations: { have: observations, need: quorum?.minObservations ?? 1 },
    observers: { have: observers, need: quorum?.minObservers ?? 1 },
    distinctDays: { have: distinctDays, need: quorum?.minDistinctDays ?? 1 },
    ...(reobserved === null ? {} : { reobserved: { have: reobserved, need: 1 } }),
  };
}
