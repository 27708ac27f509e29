import type { Ladder } from '../../../src/features/frameworks/frameworks.types.js';
import type {
  LadderFact,
  LevelDecisionFact,
  RevocationFact,
  SignOffFact,
} from '../../../src/features/ladder/facts.types.js';

/**
 * An independent, deliberately simple reading of the rules: no state is carried, every question is answered by looking
 * through the whole history up to the n-th fact. Slow, and meant to be obvious.
 */
export class Model {
  constructor(
    private readonly ladder: Ladder,
    private readonly facts: readonly LadderFact[],
  ) {}

  private upTo(n: number) {
    return this.facts.filter((fact) => fact.sequence <= n);
  }

  private rank(level: string): number {
    return this.ladder.levels.findIndex((candidate) => candidate.code === level);
  }

  /** A revocation takes effect when the `acquired` that it names stands until then. */
  private revocationsInEffect(n: number): RevocationFact[] {
    return this.upTo(n).filter((fact): fact is RevocationFact => {
      if (fact.kind !== 'revocation') return false;
      return this.acquired(fact.level, fact.competency, fact.sequence - 1)?.id === fact.signOffId;
    });
  }

  /** Those that no dispute had overturned by then: what is overturned is as if it had never been. */
  private revocationsThatStand(n: number): RevocationFact[] {
    const overturned = this.upTo(n).map((fact) => (fact.kind === 'reinstatement' ? fact.revocation : null));
    return this.revocationsInEffect(n).filter(({ sequence }) => !overturned.includes(sequence));
  }

  private covers(revocation: RevocationFact, level: string, competency: string): boolean {
    return revocation.competency === competency && this.rank(revocation.level) <= this.rank(level);
  }

  /** By the n-th fact, the `acquired` as they are known after the `known`-th. The last one, should there be two. */
  private acquiredAsKnown(level: string, competency: string, n: number, known: number) {
    const revocations = this.revocationsThatStand(known).filter(({ sequence }) => sequence <= n);
    return this.upTo(n).findLast(
      (fact): fact is SignOffFact =>
        fact.kind === 'sign_off' &&
        fact.outcome === 'acquired' &&
        fact.level === level &&
        fact.competency === competency &&
        !revocations.some((one) => one.sequence > fact.sequence && this.covers(one, level, competency)),
    );
  }

  /** The `acquired` in effect after the n-th fact. */
  acquired(level: string, competency: string, n: number): SignOffFact | undefined {
    return this.acquiredAsKnown(level, competency, n, n);
  }

  /** The doubt that stands where nothing is acquired: the last that was not overturned, and not overtaken. */
  doubt(level: string, competency: string, n: number): SignOffFact | undefined {
    // A doubt that was revoked goes like one that was overturned: an `acquired` is not looked for here.
    const overturned = this.upTo(n).map((fact) =>
      fact.kind === 'sign_off_overturned' || fact.kind === 'revocation' ? fact.signOffId : null,
    );
    const last = this.upTo(n).findLast(
      (fact): fact is SignOffFact =>
        fact.kind === 'sign_off' &&
        fact.level === level &&
        fact.competency === competency &&
        (fact.outcome === 'acquired' || !overturned.includes(fact.id)) &&
        (fact.outcome === 'acquired' || !this.acquiredAsKnown(level, competency, fact.sequence - 1, n)),
    );
    return last?.outcome === 'acquired' ? undefined : last;
  }

  /** The revocation since which it must be observed again: the last that took an `acquired`, as it is known now. */
  reobservation(level: string, competency: string, n: number): number | undefined {
    return this.revocationsThatStand(n).findLast(
      (one) =>
        !isMistake(one) &&
        this.covers(one, level, competency) &&
        this.acquiredAsKnown(level, competency, one.sequence - 1, n) !== undefined,
    )?.sequence;
  }

  /** The observations that speak for or against it: neither withdrawn nor taken away with a mistake that stands. */
  marks(level: string, competency: string, n: number): number[] {
    const mistakes = this.revocationsThatStand(n)
      .filter((one) => isMistake(one) && one.level === level && one.competency === competency)
      .map(({ signOffId }) => signOffId);
    const mistaken = this.facts.map((fact) =>
      fact.kind === 'sign_off' && mistakes.includes(fact.id) ? fact.observation : null,
    );
    const withdrawn = this.upTo(n).map((fact) =>
      fact.kind === 'withdrawal' &&
      (!fact.item || (fact.item.level === level && fact.item.competency === competency))
        ? fact.observation
        : null,
    );
    return this.upTo(n).flatMap((fact) => {
      if (
        fact.kind !== 'observation' ||
        mistaken.includes(fact.sequence) ||
        withdrawn.includes(fact.sequence)
      )
        return [];
      const speaks = fact.items.some((item) => item.level === level && item.competency === competency);
      return speaks ? [fact.sequence] : [];
    });
  }

  private progress(level: string, n: number): LevelDecisionFact[] {
    const ofLevel = this.upTo(n).filter(
      (fact): fact is LevelDecisionFact => fact.kind === 'level_decision' && fact.level === level,
    );
    const voided = (decision: LevelDecisionFact) =>
      ofLevel.some(
        (later) =>
          later.sequence > decision.sequence && (later.decision === 'decline' || later.capacity === 'tutor'),
      ) ||
      this.revocationsInEffect(n).some(
        (revocation) =>
          revocation.sequence > decision.sequence && this.rank(revocation.level) <= this.rank(level),
      );
    return ofLevel.filter((decision) => decision.decision === 'open' && !voided(decision));
  }

  private isMet(level: string, n: number): boolean {
    const requirements = this.ladder.levels[this.rank(level)]?.requirements ?? [];
    return requirements.every(({ competency }) => this.acquired(level, competency, n) !== undefined);
  }

  private isDecided(level: string, n: number): boolean {
    const unlock = this.ladder.levels[this.rank(level)]?.unlock;
    const capacities = this.progress(level, n).map((decision) => decision.capacity);
    if (unlock === 'automatic') return true;
    return capacities.includes('tutor') && (unlock === 'decision' || capacities.includes('referent'));
  }

  isAchieved(level: string, n: number): boolean {
    const below = this.ladder.levels.slice(0, this.rank(level));
    return (
      below.every(({ code }) => this.isAchieved(code, n)) && this.isMet(level, n) && this.isDecided(level, n)
    );
  }

  status(level: string, n: number): string {
    const below = this.ladder.levels.slice(0, this.rank(level));
    const isOpen = (at: number) => below.every(({ code }) => this.isAchieved(code, at));
    const moments = Array.from({ length: n + 1 }, (_, i) => i);
    if (!isOpen(n)) return moments.some(isOpen) ? 'locked: basis_lost' : 'locked: previous_level';
    if (this.isAchieved(level, n)) return 'achieved';
    if (this.isMet(level, n)) return 'ready';
    return moments.some((at) => this.isAchieved(level, at)) ? 'reopened' : 'open';
  }

  statuses(n: number): string[] {
    return this.ladder.levels.map(({ code }) => this.status(code, n));
  }
}

const isMistake = ({ reasonCode }: RevocationFact): boolean =>
  reasonCode === 'entered_in_error' || reasonCode === 'wrong_person';
