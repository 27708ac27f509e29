import type { LadderVersionHistory } from '../../../src/features/ladder/versions/version-history.types.js';
import type { MappingContent } from '../../../src/features/frameworks/mappings/mappings.types.js';
import type { LadderFact, LevelDecisionFact, SignOffFact } from '../../../src/features/ladder/facts.types.js';

interface Pair {
  readonly level: string;
  readonly competency: string;
}

interface Seen {
  readonly id: string;
  readonly on: string;
  readonly by: string;
  readonly safe: boolean;
  /** What the observation named it, on the ladder of its day. */
  readonly item: string;
}

const nameOf = ({ level, competency }: Pair): string => `${level} ${competency}`;

/**
 * The rules for a contract that moves from ladder to ladder, read independently: nothing is carried along, every question
 * is answered by looking through the history. `e`: on which of its ladders; `n`: after the n-th fact.
 */
export class VersionHistoryModel {
  private readonly known = new Map<string, unknown>();

  constructor(
    private readonly versionHistory: LadderVersionHistory,
    private readonly facts: readonly LadderFact[],
  ) {}

  private once<T>(key: string, answer: () => T): T {
    if (!this.known.has(key)) this.known.set(key, answer());
    return this.known.get(key) as T;
  }

  ladder(e: number) {
    return e === 0
      ? this.versionHistory.first
      : (this.versionHistory.changes[e - 1]?.to ?? this.versionHistory.first);
  }

  /** The sequence of the act that led to a ladder. */
  private begun(e: number): number {
    return e === 0 ? 0 : (this.versionHistory.changes[e - 1]?.sequence ?? 0);
  }

  private mapping(e: number) {
    return this.versionHistory.changes[e - 1]?.mapping ?? { competencies: [], levels: [] };
  }

  private rank(e: number, level: string): number {
    return this.ladder(e).levels.findIndex(({ code }) => code === level);
  }

  private during(e: number, n: number) {
    return this.facts.filter(({ sequence }) => sequence > this.begun(e) && sequence <= n);
  }

  private requires(e: number, level: string, competency: string): boolean {
    return (this.ladder(e).levels[this.rank(e, level)]?.requirements ?? []).some(
      (one) => one.competency === competency,
    );
  }

  private cameFrom(e: number, level: string): string | undefined {
    return this.mapping(e).levels.find(({ to }) => to === level)?.from;
  }

  /** The pairs of the ladder before that stand, so far as `kind` says, for this pair. */
  private sources(e: number, level: string, competency: string, kind: 'exact' | 'partial') {
    const before = this.cameFrom(e, level);
    if (e === 0 || before === undefined) return [];
    return this.mapping(e)
      .competencies.filter((one) => one.to === competency && one.kind === kind)
      .map(({ from }) => ({ level: before, competency: from }));
  }

  /** The `acquired` that stands for this competency at this level. */
  acquired(e: number, level: string, competency: string, n: number): SignOffFact | undefined {
    return this.once(`acquired ${e} ${level} ${competency} ${n}`, () => {
      if (!this.requires(e, level, competency)) return undefined;
      const migrated = this.sources(e, level, competency, 'exact')
        .map((pair) => this.acquired(e - 1, pair.level, pair.competency, this.begun(e) - 1))
        .flatMap((fact) => (fact ? [{ fact, since: this.begun(e) }] : []));
      const signed = this.during(e, n).flatMap((fact) =>
        fact.kind === 'sign_off' &&
        fact.outcome === 'acquired' &&
        fact.level === level &&
        fact.competency === competency
          ? [{ fact, since: fact.sequence }]
          : [],
      );
      return [...migrated, ...signed].find(({ since }) => !this.isRevoked(e, level, competency, since, n))
        ?.fact;
    });
  }

  private isRevoked(e: number, level: string, competency: string | null, since: number, n: number) {
    const below = this.ladder(e).levels.slice(0, this.rank(e, level) + 1);
    return this.during(e, n).some(
      (fact) =>
        fact.kind === 'revocation' &&
        fact.sequence > since &&
        below.some(({ code, requirements }) =>
          requirements.some(
            (one) =>
              (competency === null || one.competency === competency) &&
              this.acquired(e, code, one.competency, fact.sequence - 1)?.id === fact.signOffId,
          ),
        ),
    );
  }

  /** Whether a level was achieved before the move, and is wholly `exact`, as all below it. */
  private stays(e: number, level: string): boolean {
    return this.once(`stays ${e} ${level}`, () => {
      if (e === 0) return false;
      return this.ladder(e)
        .levels.slice(0, this.rank(e, level) + 1)
        .every(({ code, requirements }) => {
          const before = this.cameFrom(e, code);
          return (
            before !== undefined &&
            this.isAchieved(e - 1, before, this.begun(e) - 1) &&
            requirements.every(({ competency }) => this.acquired(e, code, competency, this.begun(e)))
          );
        });
    });
  }

  private decisions(e: number, level: string, n: number): LevelDecisionFact[] {
    return this.once(`decisions ${e} ${level} ${n}`, () => {
      const before = this.cameFrom(e, level);
      const migrated =
        e > 0 && before !== undefined && this.stays(e, level)
          ? this.decisions(e - 1, before, this.begun(e) - 1).map((fact) => ({ fact, since: this.begun(e) }))
          : [];
      const made = this.during(e, n).flatMap((fact) =>
        fact.kind === 'level_decision' && fact.level === level ? [{ fact, since: fact.sequence }] : [],
      );
      return [...migrated, ...made]
        .filter(
          ({ fact, since }) =>
            fact.decision === 'open' &&
            !this.isRevoked(e, level, null, since, n) &&
            !made.some(
              (later) =>
                later.since > since && (later.fact.decision === 'decline' || later.fact.capacity === 'tutor'),
            ),
        )
        .map(({ fact }) => fact);
    });
  }

  private isDecided(e: number, level: string, n: number): boolean {
    const unlock = this.ladder(e).levels[this.rank(e, level)]?.unlock;
    if (unlock === 'automatic') return true;
    const outcomesSince = this.during(e, n).some(
      (fact) =>
        fact.kind === 'level_decision' &&
        fact.level === level &&
        (fact.decision === 'decline' || fact.capacity === 'tutor'),
    );
    if (this.stays(e, level) && !outcomesSince && !this.isRevoked(e, level, null, this.begun(e), n))
      return true;
    const capacities = this.decisions(e, level, n).map(({ capacity }) => capacity);
    return capacities.includes('tutor') && (unlock === 'decision' || capacities.includes('referent'));
  }

  private isMet(e: number, level: string, n: number): boolean {
    const requirements = this.ladder(e).levels[this.rank(e, level)]?.requirements ?? [];
    return requirements.every(({ competency }) => this.acquired(e, level, competency, n));
  }

  isAchieved(e: number, level: string, n: number): boolean {
    return this.once(
      `achieved ${e} ${level} ${n}`,
      () => this.isOpen(e, level, n) && this.isMet(e, level, n) && this.isDecided(e, level, n),
    );
  }

  private isOpen(e: number, level: string, n: number): boolean {
    const below = this.ladder(e).levels.slice(0, this.rank(e, level));
    return below.every(({ code }) => this.isAchieved(e, code, n));
  }

  private wasEver(what: 'isOpen' | 'isAchieved', e: number, level: string, n: number): boolean {
    for (let at = this.begun(e); at <= n; at++) if (this[what](e, level, at)) return true;
    const before = this.cameFrom(e, level);
    return e > 0 && before !== undefined && this.wasEver(what, e - 1, before, this.begun(e) - 1);
  }

  status(e: number, level: string, n: number): string {
    if (!this.isOpen(e, level, n))
      return this.wasEver('isOpen', e, level, n) ? 'locked: basis_lost' : 'locked: previous_level';
    if (this.isAchieved(e, level, n)) return 'achieved';
    if (this.isMet(e, level, n)) return 'ready';
    return this.wasEver('isAchieved', e, level, n) ? 'reopened' : 'open';
  }

  /** What was seen of a pair, once per person and day, after the last unsafe day. */
  sightings(e: number, level: string, competency: string, n: number): number {
    const seen = this.seen(e, level, competency, n);
    const unsafe = seen.filter(({ safe }) => !safe).map(({ on }) => on);
    const counting = seen.filter(({ safe, on }) => safe && unsafe.every((day) => day < on));
    return new Set(counting.map(({ by, on }) => `${by} ${on}`)).size;
  }

  /**
   * The pairs of the ladder before, required there or not, whose past this pair answers for: those that the mapping names for
   * it, those that it does not name and that have its code, and itself while no ladder gives its name to something.
   */
  private answersFor(e: number, { level, competency }: Pair): Pair[] {
    const { levels, competencies }: MappingContent = this.mapping(e);
    const became = (code: string, named: readonly { from: string; to: string }[]) => {
      const to = named.filter(({ from }) => from === code);
      return to.length === 0 ? [code] : to.map((one) => one.to);
    };
    return this.once('names', () =>
      [this.versionHistory.first, ...this.versionHistory.changes.map(({ to }) => to)].flatMap(
        (ladder) => ladder.levels,
      ),
    ).flatMap(({ code }) =>
      ['A', 'B', 'C'].flatMap((one) => {
        const isNamed =
          became(code, levels).includes(level) && became(one, competencies).includes(competency);
        const isItself = code === level && one === competency && !this.requires(e, level, competency);
        return isNamed || isItself ? [{ level: code, competency: one }] : [];
      }),
    );
  }

  /** What was unsafe of a pair: no stay on a ladder that does not require it makes that unseen. */
  private unsafe(e: number, pair: Pair, n: number): Seen[] {
    return this.once(`unsafe ${e} ${pair.level} ${pair.competency} ${n}`, () => {
      const before =
        e === 0 ? [] : this.answersFor(e, pair).flatMap((one) => this.unsafe(e - 1, one, this.begun(e) - 1));
      const own = this.during(e, n).flatMap((fact): Seen[] =>
        fact.kind === 'observation' &&
        this.requires(e, pair.level, pair.competency) &&
        fact.items.some(
          (item) =>
            item.level === pair.level && item.competency === pair.competency && item.outcome === 'unsafe',
        )
          ? [
              {
                id: String(fact.sequence),
                on: fact.observedOn,
                by: fact.observerId,
                safe: false,
                item: nameOf(pair),
              },
            ]
          : [],
      );
      return [...before, ...own].filter((one) => !this.isLeft(e, one, n));
    });
  }

  /**
   * The revocations since which a pair must be observed again. `surely`: only those that took something that stood; otherwise
   * also those that came when it was taken back already.
   */
  reobservation(e: number, level: string, competency: string, n: number, surely: boolean): number[] {
    return this.once(`again ${e} ${level} ${competency} ${n} ${surely}`, () => {
      const before =
        e === 0
          ? []
          : this.answersFor(e, { level, competency }).flatMap((one) =>
              this.reobservation(e - 1, one.level, one.competency, this.begun(e) - 1, surely),
            );
      const below = this.ladder(e).levels.slice(0, this.rank(e, level) + 1);
      const own = this.during(e, n).flatMap((fact) => {
        if (fact.kind !== 'revocation' || !this.requires(e, level, competency)) return [];
        if (fact.reasonCode === 'entered_in_error' || fact.reasonCode === 'wrong_person') return [];
        const until = fact.sequence - 1;
        const isLeft = this.seen(e, level, competency, until).some(({ id }) => id === fact.signOffId);
        const isTaken = below.some(
          ({ code }) => this.acquired(e, code, competency, until)?.id === fact.signOffId,
        );
        const stood = !surely || this.acquired(e, level, competency, until) !== undefined;
        return isLeft || (isTaken && stood) ? [fact.sequence] : [];
      });
      return [...before, ...own];
    });
  }

  private seen(e: number, level: string, competency: string, n: number): Seen[] {
    if (!this.requires(e, level, competency)) return [];
    const before = this.begun(e) - 1;
    const whole = this.sources(e, level, competency, 'exact').flatMap((pair) =>
      this.requires(e - 1, pair.level, pair.competency)
        ? this.seen(e - 1, pair.level, pair.competency, before)
        : [],
    );
    const parts = this.sources(e, level, competency, 'partial').flatMap((pair): Seen[] => {
      const fact = this.acquired(e - 1, pair.level, pair.competency, before);
      if (!fact) return [];
      return [{ id: fact.id, on: fact.observedOn, by: fact.signerId, safe: true, item: '' }];
    });
    const unsafe = this.unsafe(e, { level, competency }, n);
    const own = this.during(e, n).flatMap((fact): Seen[] => {
      if (fact.kind !== 'observation') return [];
      return fact.items
        .filter((item) => item.level === level && item.competency === competency)
        .filter(({ outcome }) => outcome !== 'needs_practice')
        .map(({ outcome }) => ({
          id: String(fact.sequence),
          on: fact.observedOn,
          by: fact.observerId,
          safe: outcome === 'performed',
          item: nameOf({ level, competency }),
        }));
    });
    return [
      ...whole.filter(({ safe }) => safe),
      ...parts,
      ...own.filter(({ safe }) => safe),
      ...unsafe,
    ].filter((one) => !this.isLeft(e, one, n));
  }

  /** Withdrawn meanwhile, whole or as that item; or, of a sign-off that only counts as seen, revoked. */
  private isLeft(e: number, { id, item }: Seen, n: number): boolean {
    return this.during(e, n).some(
      (fact) =>
        (fact.kind === 'withdrawal' &&
          String(fact.observation) === id &&
          (!fact.item || nameOf(fact.item) === item)) ||
        (fact.kind === 'revocation' && fact.signOffId === id),
    );
  }
}
