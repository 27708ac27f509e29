import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { AppError, type FieldError } from '../../../kernel/errors.js';
import type { ContractId, PersonId } from '../../../kernel/ids.js';
import { validationFailed } from '../../../kernel/refusals.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import { unavailable } from '../../../platform/database/database.errors.js';
import { Db, type Queryable, type Tx } from '../../../platform/database/db.js';
import { withAllNames } from '../../../platform/database/named-refusals.js';
import { claimKeyAfterwards } from '../../../platform/database/open-transaction.js';
import { MalformedItem } from '../../../kernel/malformed-item.js';
import { continueHistory, recordFacts } from '../../contract-history/contract-history.store.js';
import { factRow } from '../../contract-history/contract-history.types.js';
import { loadForRecording } from '../../ladder/ladder.queries.js';
import {
  ladderProgression,
  type FactOfLadder,
  type LadderHistory,
} from '../../ladder/progress/progression.rules.js';
import type { ContractAround } from '../facts/facts.types.js';
import type { SentFact } from '../facts/sent-fact.entity.js';
import { clientIdReused, isInTheFuture, observedInTheFuture } from '../sign-offs.errors.js';
import type { Outcome, Sent, SentAs, SentBefore } from './shift.types.js';

/**
 * No phone waits much longer. Each contract may cost the 10 s of a lock that is not free: what has not begun by then is
 * answered as what could not be done, to be sent again.
 */
const TIME_LIMIT_MS = 25_000;

/** How items of one kind are judged, recorded, and found again. */
export interface SentKind<Item extends Sent, Recorded> {
  /** What is wrong with the item whatever is stored. `at`: where it stands in the body. */
  findMistakes(item: Item, at: string): FieldError[];

  /** @throws the refusal of the item, which leaves nothing */
  decide(
    history: LadderHistory,
    context: ContractAround,
    person: PersonId,
    item: Item,
    index: number,
  ): { readonly facts: readonly FactOfLadder[]; readonly recorded: Recorded; readonly sentAs: SentAs };

  /**
   * What the person sent under these ids, whichever the contract and the kind. Of a contract that they no longer see it is
   * empty: whoever sends it again does not see the contract either.
   */
  findSentBefore(
    q: Queryable,
    person: PersonId,
    clientIds: readonly string[],
  ): Promise<Map<string, SentBefore<Recorded>>>;

  /** What was recorded before, as it is told now. */
  restate(recorded: Recorded, history: LadderHistory, context: ContractAround, item: Item): Recorded;
}

/** An item as it waits for its turn. */
interface Waiting<Item extends Sent> {
  readonly item: Item;
  /** Its place in the body. */
  readonly index: number;
  readonly hash: Buffer;
  /** Something else stands before it in the body under the same id. */
  readonly clashes: boolean;
}

/**
 * What somebody writes down at the end of a shift, about several alternants, sent by a phone that may not hear the
 * answer: each item is decided by itself, and sending it again changes nothing.
 */
@Injectable()
export class ShiftService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** One transaction for each contract, one after the other in the order of their ids. @returns in the order of the items */
  async record<Item extends Sent, Recorded>(
    actor: PersonActor,
    items: readonly (Item | MalformedItem)[],
    kind: SentKind<Item, Recorded>,
  ): Promise<Outcome<Recorded>[]> {
    const outcomes = new Map<number, Outcome<Recorded>>();
    items.forEach((item, index) => {
      if (item instanceof MalformedItem) outcomes.set(index, { error: item.error });
    });
    const waiting = inLine(items).filter((one) => {
      const isToCome = one.item.observedOn > this.clock.today();
      if (isToCome) outcomes.set(one.index, { error: toCome(one, kind) });
      return !isToCome;
    });
    const began = performance.now();
    for (const contractId of [...new Set(waiting.map(({ item }) => item.contractId))].sort()) {
      const ofContract = waiting.filter(({ item }) => item.contractId === contractId);
      const isTooLate = performance.now() - began > TIME_LIMIT_MS;
      const decided = isTooLate ? [] : await this.recordOn(actor, contractId, ofContract, kind);
      for (const [place, { index }] of ofContract.entries()) {
        outcomes.set(index, decided[place] ?? { error: unavailable(null) });
      }
    }
    const found = [...outcomes].sort(([a], [b]) => a - b).map(([, outcome]) => outcome);
    // An answer kept under a key comes again: it must not be one that says to try again, or that did nothing.
    if (found.every(isDecided) && found.some(isRecorded))
      await claimKeyAfterwards(() => this.db.write(actor, () => Promise.resolve()));
    return found;
  }

  /** What fails a contract's transaction is told of its items alone; the other contracts stand. */
  private async recordOn<Item extends Sent, Recorded>(
    actor: PersonActor,
    contractId: ContractId,
    waiting: readonly Waiting<Item>[],
    kind: SentKind<Item, Recorded>,
  ): Promise<Outcome<Recorded>[]> {
    try {
      return await this.db.writeNow(actor, (tx) => this.decide(tx, actor, contractId, waiting, kind), {
        locked: contractId,
      });
    } catch (error) {
      // One of these ids was taken on another contract meanwhile: looked up again, it is found.
      if (error instanceof SentMeanwhile) return this.recordOn(actor, contractId, waiting, kind);
      if (error instanceof AppError && error.kind === 'unauthenticated') throw error;
      return waiting.map((one) => ({ error: mistakesBefore(error, one, kind) }));
    }
  }

  /** Each item against what those before it left; all that was accepted is written at once. */
  private async decide<Item extends Sent, Recorded>(
    tx: Tx,
    actor: PersonActor,
    contractId: ContractId,
    waiting: readonly Waiting<Item>[],
    kind: SentKind<Item, Recorded>,
  ): Promise<Outcome<Recorded>[]> {
    const { personId } = actor;
    const clientIds = waiting.map(({ item }) => item.clientId);
    const [context, sent] = await Promise.all([
      loadForRecording(tx, contractId),
      kind.findSentBefore(tx, personId, clientIds),
    ]);
    let history: LadderHistory = continueHistory(context, actor, this.clock).moving(
      ladderProgression(context),
    );
    const outcomes = waiting.map((one): Outcome<Recorded> => {
      const { clientId } = one.item;
      const before = sent.get(clientId);
      if (before?.requestHash.equals(one.hash))
        return { recorded: kind.restate(before.recorded, history, context, one.item) };
      if (before || one.clashes) return { error: clientIdReused(`/items/${one.index}/clientId`) };
      try {
        const { facts, recorded, sentAs } = kind.decide(history, context, personId, one.item, one.index);
        history = history.with(named(facts, { personId, clientId, requestHash: one.hash, ...sentAs }));
        sent.set(clientId, { requestHash: one.hash, recorded });
        return { recorded };
      } catch (error) {
        if (error instanceof AppError) return { error };
        throw error;
      }
    });
    const refused = outcomes.flatMap((outcome) => ('error' in outcome ? [outcome.error] : []));
    const answered = (await withAllNames(tx, refused)).values();
    recordFacts(tx, history, []);
    return outcomes.map((outcome) => ('error' in outcome ? { error: answered.next().value } : outcome));
  }
}

/** Recognises that the person recorded something under one of these client ids, on another contract, since they were looked up. */
class SentMeanwhile extends Error {}

/** Keeps with the last fact of an item what its sender calls it, and the hash of what was sent. */
function named(facts: readonly FactOfLadder[], sent: SentFact): FactOfLadder[] {
  const row = factRow<SentFact>('sent_facts', sent);
  const refusals = { sent_facts_pkey: () => new SentMeanwhile() };
  return facts.map((fact, place) =>
    place < facts.length - 1
      ? fact
      : { ...fact, rows: [...fact.rows, row], refusals: { ...fact.refusals, ...refusals } },
  );
}

const mistakesOf = <Item extends Sent>({ item, index }: Waiting<Item>, kind: SentKind<Item, unknown>) =>
  kind.findMistakes(item, `/items/${index}`);

function toCome<Item extends Sent>(one: Waiting<Item>, kind: SentKind<Item, unknown>): AppError {
  const at = `/items/${one.index}/observedOn`;
  const mistakes = mistakesOf(one, kind);
  return mistakes.length > 0 ? validationFailed([isInTheFuture(at), ...mistakes]) : observedInTheFuture(at);
}

/** What the item alone tells comes before that its contract is not found, as when it is sent alone. */
function mistakesBefore<Item extends Sent>(
  error: unknown,
  one: Waiting<Item>,
  kind: SentKind<Item, unknown>,
): unknown {
  const mistakes = error instanceof AppError && error.kind === 'not_found' ? mistakesOf(one, kind) : [];
  return mistakes.length > 0 ? validationFailed(mistakes) : error;
}

function inLine<Item extends Sent>(items: readonly (Item | MalformedItem)[]): Waiting<Item>[] {
  const firsts = new Map<string, Buffer>();
  return items.flatMap((item, index) => {
    if (item instanceof MalformedItem) return [];
    const hash = hashOf(item);
    const first = firsts.get(item.clientId) ?? hash;
    firsts.set(item.clientId, first);
    return [{ item, index, hash, clashes: !first.equals(hash) }];
  });
}

/** Hashes a body alike however it was written. What says nothing does not count, so a field added later changes no hash of today's. */
function hashOf(item: Sent): Buffer {
  const stated = Object.entries(item).filter(
    ([name, value]) => name !== 'clientId' && value !== null && value !== false,
  );
  stated.sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(stated)).digest();
}

const isRecorded = (outcome: Outcome<unknown>): boolean => 'recorded' in outcome;

/** Recorded or refused: sent again, it would be answered the same unless something else has changed. */
const isDecided = (outcome: Outcome<unknown>): boolean =>
  'recorded' in outcome || (outcome.error instanceof AppError && outcome.error.kind !== 'unavailable');
