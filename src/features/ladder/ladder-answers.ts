import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import { BoundedCache } from '../../platform/bounded-cache.js';
import { weakTag } from '../../platform/weak-tag.js';
import type { PastHead, PastVersion } from './ladder-past.queries.js';
import type { LadderHead } from './ladder.queries.js';
import type { ReadLadder } from './ladder.types.js';

const LIMITS = { entries: 5_000, bytes: 32 * 1024 * 1024 };
/** The size of what stands beside the JSON of each, about. */
const OVERHEAD_BYTES = 512;

/** A ladder in JSON, for any instant of one day at which the contract stood so. */
export interface LadderAnswer {
  /** Stands for all that it says, but the instant that it names. */
  readonly tag: string;
  /** What is written before that instant, and after it. */
  readonly before: Buffer;
  readonly after: Buffer;
}

export const jsonAt = ({ before, after }: LadderAnswer, at: Instant): Buffer =>
  Buffer.concat([before, Buffer.from(JSON.stringify(at)), after]);

interface Kept {
  /** The sequence of all that was recorded of the contract then. */
  readonly version: string;
  readonly answer: LadderAnswer;
}

/**
 * The ladders that were read last, in this process. They are nobody's: before anything is taken from here, row security has
 * shown whoever asks that they see the contract, and which version of it. A contract that continues another has facts that
 * its version does not tell of: its ladder is read each time.
 */
export class LadderAnswers {
  private readonly kept = new BoundedCache<Kept>(
    LIMITS,
    ({ answer: { before, after } }) => before.length + after.length + OVERHEAD_BYTES,
  );

  /** `jsonOf`: how it is written; its instant is the first text of its kind. */
  constructor(private readonly jsonOf: (read: ReadLadder) => string) {}

  write(read: ReadLadder): LadderAnswer {
    const json = this.jsonOf(read);
    const named = JSON.stringify(read.at);
    const start = json.indexOf(named);
    const before = Buffer.from(json.slice(0, start));
    const after = Buffer.from(json.slice(start + named.length));
    return { tag: weakTag(read.sequence, before, after), before, after };
  }

  /** The version of the one that is kept of a contract to which nothing came until that day; null: none is. */
  versionOf(contractId: ContractId, day: Day): string | null {
    return this.kept.get(placeOf(contractId, day))?.version ?? null;
  }

  findNow(contractId: ContractId, version: string, day: Day): LadderAnswer | null {
    return this.find(placeOf(contractId, day), version);
  }

  keepNow({ contractId, version, beside }: LadderHead, day: Day, answer: LadderAnswer): void {
    if (beside === null) this.kept.set(placeOf(contractId, day), { version, answer });
  }

  findPast(head: PastHead, day: Day): LadderAnswer | null {
    return isAlone(head) ? this.findKnown(head, day) : null;
  }

  /** Says that nothing counts beside the contract. */
  findKnown(version: PlaceInPast, day: Day): LadderAnswer | null {
    return this.find(...placeOfPast(version, day));
  }

  keepPast(head: PastHead, day: Day, answer: LadderAnswer): void {
    if (!isAlone(head)) return;
    const [place, version] = placeOfPast(head, day);
    this.kept.set(place, { version, answer });
    if (!head.isWhole) this.kept.set(markOf(head.contractId, day), NOTHING);
  }

  /** Whether it is worth to ask which ladder of that day would be told. */
  mayHoldPast(contractId: ContractId, day: Day): boolean {
    return [placeOf(contractId, day), markOf(contractId, day)].some((place) => this.kept.get(place));
  }

  forgetAll(): void {
    this.kept.clear();
  }

  private find(place: string, version: string): LadderAnswer | null {
    const kept = this.kept.get(place);
    return kept?.version === version ? kept.answer : null;
  }
}

/** Evidence and days of absence are counted to a day. */
const placeOf = (contractId: ContractId, day: Day): string => `${contractId} ${day}`;
/** Some ladder of that day is kept that is no longer that of the contract's row. */
const markOf = (contractId: ContractId, day: Day): string => `${placeOf(contractId, day)} past`;
const NOTHING: Kept = { version: '', answer: { tag: '', before: Buffer.alloc(0), after: Buffer.alloc(0) } };

type PlaceInPast = PastVersion & Pick<PastHead, 'contractId'>;

/**
 * The ladder of then is that of now where nothing came since, else that which its last fact left: facts are only added. A
 * draft keeps no history of its ladders: its past is told of the one that it has.
 */
function placeOfPast(
  { contractId, isWhole, version, ladderId, lastSequence, lastRecordedAt }: PlaceInPast,
  day: Day,
): [place: string, version: string] {
  const place = placeOf(contractId, day);
  return isWhole
    ? [place, version]
    : [`${place} ${lastSequence}`, `${lastSequence} ${lastRecordedAt} ${ladderId}`];
}

/** What was seen under other contracts is read each time where any counts; where it may come to count later, of now. */
const isAlone = ({ isWhole, continues, prior }: PastHead): boolean =>
  prior === null && !(isWhole && continues);
