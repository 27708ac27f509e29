import {
  evidenceFrom,
  progressOf,
  restoreProgress,
} from '../../../src/features/ladder/progress/progress.rules.js';
import type {
  ProgressRow,
  LadderProgress,
} from '../../../src/features/ladder/progress/ladder-progress.types.js';
import { advance, initialProgress } from '../../../src/features/ladder/progress/ladder-progress.rules.js';
import { addDays, type Day, type Instant } from '../../../src/kernel/days.js';
import type { Id, LadderId, MandateId, PersonId, SignOffId } from '../../../src/kernel/ids.js';
import type { Ladder, Level, Quorum } from '../../../src/features/frameworks/frameworks.types.js';
import type {
  CompetencyAtLevel,
  Decision,
  Capacity,
  LadderFact,
  ObservationOutcome,
  RevocationReason,
  SignOffOutcome,
} from '../../../src/features/ladder/facts.types.js';

const level = (
  code: string,
  supervision: Level['supervision'],
  unlock: Level['unlock'],
  competencies: string[],
  quorum?: Quorum,
): Level => ({
  code,
  title: code,
  supervision,
  unlock,
  requirements: competencies.map((competency) => (quorum ? { competency, quorum } : { competency })),
});

/** Four levels, two competencies, the default unlock policies: the shipped ladders in small. */
export const smallLadder = (quorum?: Quorum): Ladder => ({
  id: 'ladder' as LadderId,
  code: 'small',
  title: 'Small',
  levels: [
    level('observation', 'present_only', 'automatic', ['A', 'B']),
    level('simple_tasks', 'direct', 'decision', ['A', 'B'], quorum),
    level('supervised_care', 'indirect', 'cosigned', ['A', 'B'], quorum),
    level('autonomy', 'distant', 'cosigned', ['A'], quorum),
  ],
  missions: [
    { code: 'meal', title: 'Meal', level: 'simple_tasks', competencies: ['A'] },
    { code: 'wash', title: 'Wash', level: 'supervised_care', competencies: ['A', 'B'] },
    { code: 'welcome', title: 'Welcome', level: 'observation', competencies: ['B'] },
  ],
});

export const day = (offset: number): Day => addDays('2026-01-01' as Day, offset);
export const person = (name: string) => name as PersonId;

/** Writes facts down in order, one a minute unless the day is moved. */
export class History {
  readonly facts: LadderFact[] = [];
  private today = 0;
  private minute = 0;

  on(offset: number): this {
    this.today = offset;
    return this;
  }

  get now(): Instant {
    return new Date(Date.parse(`${day(this.today)}T09:00:00Z`) + this.minute * 1000).toISOString() as Instant;
  }

  private next() {
    this.minute += 1;
    return { sequence: this.facts.length + 1, recordedAt: this.now };
  }

  observe(
    competency: string,
    level: string,
    by = 'tutor',
    outcome: ObservationOutcome = 'performed',
    offset = this.today,
    more: readonly CompetencyAtLevel[] = [],
  ): number {
    const fact = {
      kind: 'observation' as const,
      ...this.next(),
      observerId: person(by),
      observedOn: day(offset),
      items: [{ competency, level }, ...more].map((item) => ({ ...item, outcome })),
    };
    this.facts.push(fact);
    return fact.sequence;
  }

  withdraw(observation: number, item: CompetencyAtLevel | null = null): this {
    this.facts.push({ kind: 'withdrawal', ...this.next(), observation, item });
    return this;
  }

  sign(
    competency: string,
    level: string,
    outcome: SignOffOutcome = 'acquired',
    observation: number | null = null,
  ): SignOffId {
    const recorded = this.next();
    const id = `s${recorded.sequence}` as SignOffId;
    this.facts.push({
      kind: 'sign_off',
      ...recorded,
      id,
      signerId: person('tutor'),
      observedOn: day(this.today),
      competency,
      level,
      outcome,
      observation,
    });
    return id;
  }

  revoke(
    signOffId: SignOffId,
    competency: string,
    level: string,
    reasonCode: RevocationReason = 'safety',
  ): this {
    this.facts.push({ kind: 'revocation', ...this.next(), signOffId, competency, level, reasonCode });
    return this;
  }

  /** A dispute overturned that `not_yet` or `cannot_assess`. */
  overturn(signOffId: SignOffId, competency: string, level: string): this {
    this.facts.push({ kind: 'sign_off_overturned', ...this.next(), signOffId, competency, level });
    return this;
  }

  /** A dispute overturned the revocation of that sequence. */
  reinstate(revocation: number, competency: string): this {
    this.facts.push({ kind: 'reinstatement', ...this.next(), revocation, competency });
    return this;
  }

  decide(
    level: string,
    capacity: Capacity = 'tutor',
    decision: Decision = 'open',
    by: string = capacity,
  ): this {
    const recorded = this.next();
    this.facts.push({
      kind: 'level_decision',
      ...recorded,
      id: `d${recorded.sequence}` as Id<'decision'>,
      level,
      decision,
      capacity,
      decidedBy: person(by),
      mandateId: `m-${by}` as MandateId,
    });
    return this;
  }

  /** Signs every competency of a level and decides it, as its policy asks. */
  achieve(ladder: Ladder, code: string): this {
    const wanted = ladder.levels.find((candidate) => candidate.code === code);
    for (const { competency } of wanted?.requirements ?? []) this.sign(competency, code);
    if (wanted?.unlock !== 'automatic') this.decide(code);
    if (wanted?.unlock === 'cosigned') this.decide(code, 'referent');
    return this;
  }
}

export const progressAfter = (ladder: Ladder, { facts }: History): LadderProgress =>
  advance(ladder, initialProgress(ladder), facts).progress;

/** What is left of a progress when it was stored and is read again: by whoever records a fact, and by whoever only reads. */
export function storeAndRead(ladder: Ladder, progress: LadderProgress) {
  const row = JSON.parse(JSON.stringify(progressOf(ladder, progress))) as ProgressRow;
  return {
    row,
    forRecording: restoreProgress(row.state, row.marks),
    forReading: restoreProgress(row.state, null),
    evidence: evidenceFrom(row.tallies),
  };
}
