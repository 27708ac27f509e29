import type { Level, Quorum } from '../frameworks.types.js';

export interface Minimum {
  /** The total of all the competencies together. */
  readonly observations: number;
  /** The smallest team that can meet every quorum. */
  readonly observers: number;
  /** With that team, and nothing observed before. */
  readonly days: number;
}

/** The least that gets a level: the fewest observations, by the smallest team that can, on the fewest days that it needs. */
export function minimumOf({ requirements }: Pick<Level, 'requirements'>): Minimum {
  const quorums = requirements.map(({ quorum }) => quorum ?? {});
  const observers = Math.max(1, ...quorums.map(smallestTeam));
  return {
    observations: quorums.reduce((sum, quorum) => sum + fewestSightings(quorum), 0),
    observers,
    days: Math.max(1, ...quorums.map((quorum) => fewestDays(quorum, observers))),
  };
}

/**
 * One person's observations of one day count once, so that who is alone gathers one a day, and no more than there are
 * days in `maxAgeDays`.
 */
export function smallestTeam(quorum: Quorum): number {
  const window = daysThatCount(quorum);
  return Math.max(quorum.minObservers ?? 1, Math.ceil(fewestSightings(quorum) / window));
}

/** The day of signing and the `maxAgeDays` before it. */
export const daysThatCount = ({ maxAgeDays }: Quorum): number =>
  maxAgeDays === undefined ? Infinity : maxAgeDays + 1;

/** More days than there are: no team is large enough. */
export const isOutOfTime = (quorum: Quorum): boolean => (quorum.minDistinctDays ?? 1) > daysThatCount(quorum);

const fewestSightings = ({ minObservations = 1, minObservers = 1, minDistinctDays = 1 }: Quorum): number =>
  Math.max(minObservations, minObservers, minDistinctDays);

const fewestDays = (quorum: Quorum, team: number): number =>
  Math.max(quorum.minDistinctDays ?? 1, Math.ceil(fewestSightings(quorum) / team));
