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

  /** A revocation takes effect when the `acquired` that it names was in effect until then. */
  private revocationsInEffect(n: number): RevocationFact[] {
    return this.upTo(n).filter((fact): fact is RevocationFact => {
      if (fact.kind !== 'revocation') return false;
      const named = this.facts.find(
        (other): other is SignOffFact => other.kind === 'sign_off' && other.id === fact.signOffId,
      );
      return named?.outcome === 'acquired' && this.isInEffect(named, fact.sequence - 1);
    });
  }

  private isInEffect(signOff: SignOffFact, n: number): boolean {
    if (signOff.sequence > n) return false;
    return !this.revocationsInEffect(n).some(
      (revocation) =>
        revocation.sequence > signOff.sequence &&
        revocation.competency === signOff.competency &&
        this.rank(revocation.level) <= this.rank(signOff.level),
    );
  }

  /** The `acquired` in effect after the n-th fact. */
  acquired(level: string, competency: string, n: number): SignOffFact | undefined {
    return this.upTo(n).find(
      (fact): fact is SignOffFact =>
        fact.kind === 'sign_off' &&
        fact.outcome === 'acquired' &&
        fact.level === level &&
        fact.competency === competency &&
        this.isInEffect(fact, n),
    );
  }

  private standing(level: string, n: number): LevelDecisionFact[] {
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
    const capacities = this.standing(level, n).map((decision) => decision.capacity);
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
