import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { AppError } from '../../kernel/errors.js';
import type { ContractId } from '../../kernel/ids.js';
import { validationFailed } from '../../kernel/refusals.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { unavailable } from '../../platform/database/database.errors.js';
import { withAllNames } from '../../platform/database/named-refusals.js';
import { Db, type Tx } from '../../platform/database/db.js';
import { claimKeyAfterwards } from '../../platform/database/open-transaction.js';
import { continueHistory, recordFacts } from '../contract-history/contract-history.store.js';
import { factRow, rowsIn } from '../contract-history/contract-history.types.js';
import { loadForRecording } from '../ladder/ladder.queries.js';
import {
  ladderProgression,
  type FactOfLadder,
  type LadderHistory,
} from '../ladder/progress/progression.rules.js';
import { decideSignOffs } from './decisions.facts.js';
import type { SentSignOff } from './facts/sent-sign-off.entity.js';
import type { SignOff } from './facts/sign-off.entity.js';
import { findSentBefore, type SentBefore } from './sent-sign-offs.queries.js';
import { clientIdReused, isInTheFuture, observedInTheFuture } from './sign-offs.errors.js';
import type { Outcome } from './sign-off.types.js';
import { findMissingWords } from './sign-offs.rules.js';
import { signOffsIn } from './sign-offs.service.js';
import type { SentItem } from './facts/facts.types.js';

/**
 * No phone waits much longer. Each contract may cost the 10 s of a lock that is not free: what has not begun by then is
 * answered as what could not be done, to be sent again.
 */
const TIME_LIMIT_MS = 25_000;

/** An item as it waits for its turn. */
interface Waiting {
  readonly item: SentItem;
  /** Its place in the body. */
  readonly index: number;
  readonly hash: Buffer;
  /** Something else stands before it in the body under the same id. */
  readonly clashes: boolean;
}

const wordsOf = ({ item, index }: Waiting) => findMissingWords(item, `/items/${index}`);

function toCome(one: Waiting): AppError {
  const at = `/items/${one.index}/observedOn`;
  const words = wordsOf(one);
  return words.length > 0 ? validationFailed([isInTheFuture(at), ...words]) : observedInTheFuture(at);
}

/** What the item alone tells comes before that its contract is not found, as when it is sent alone. */
function wordsBefore(error: unknown, one: Waiting): unknown {
  const words = error instanceof AppError && error.kind === 'not_found' ? wordsOf(one) : [];
  return words.length > 0 ? validationFailed(words) : error;
}

/**
 * What a tutor writes down at the end of a shift, about several alternants, sent by a phone that may not hear the
 * answer: each item is decided by itself, and sending it again changes nothing.
 */
@Injectable()
export class SignOffBatchService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** One transaction for each contract, one after the other in the order of their ids. @returns in the order of the items */
  async signOffBatch(actor: PersonActor, items: readonly SentItem[]): Promise<Outcome[]> {
    const outcomes = new Map<number, Outcome>();
    const waiting = inLine(items).filter((one) => {
      const isToCome = one.item.observedOn > this.clock.today();
      if (isToCome) outcomes.set(one.index, { error: toCome(one) });
      return !isToCome;
    });
    const began = performance.now();
    for (const contractId of [...new Set(waiting.map(({ item }) => item.contractId))].sort()) {
      const ofContract = waiting.filter(({ item }) => item.contractId === contractId);
      const isTooLate = performance.now() - began > TIME_LIMIT_MS;
      const decided = isTooLate ? [] : await this.signOffContract(actor, contractId, ofContract);
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
  private async signOffContract(
    actor: PersonActor,
    contractId: ContractId,
    waiting: readonly Waiting[],
  ): Promise<Outcome[]> {
    try {
      return await this.db.writeNow(actor, (tx) => this.decide(tx, actor, contractId, waiting), {
        locked: contractId,
      });
    } catch (error) {
      // One of these ids was taken on another contract meanwhile: looked up again, it is found.
      if (error instanceof SentMeanwhile) return this.signOffContract(actor, contractId, waiting);
      if (error instanceof AppError && error.kind === 'unauthenticated') throw error;
      return waiting.map((one) => ({ error: wordsBefore(error, one) }));
    }
  }

  /** Each item against what those before it left; all that was accepted is written at once. */
  private async decide(
    tx: Tx,
    actor: PersonActor,
    contractId: ContractId,
    waiting: readonly Waiting[],
  ): Promise<Outcome[]> {
    const clientIds = waiting.map(({ item }) => item.clientId);
    const [context, sent] = await Promise.all([
      loadForRecording(tx, contractId),
      findSentBefore(tx, actor.personId, clientIds),
    ]);
    let history: LadderHistory = continueHistory(context, actor, this.clock).moving(
      ladderProgression(context),
    );
    const outcomes = waiting.map((one): Outcome => {
      const { clientId, observedOn, observation } = one.item;
      const before = sent.get(clientId);
      if (before || one.clashes) return again(before, one);
      const command = { contractId, observedOn, observation, items: [one.item], first: one.index };
      try {
        const facts = decideSignOffs(history, context, actor.personId, command);
        const [signOff] = signOffsIn(facts, history);
        if (!signOff) throw new Error('One item becomes one sign-off.');
        history = history.with(named(facts, { personId: actor.personId, clientId, requestHash: one.hash }));
        sent.set(clientId, { requestHash: one.hash, signOff });
        return { signOff };
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

/** Keeps with a sign-off what its sender calls it, and the hash of what was sent. */
const named = (facts: readonly FactOfLadder[], sentAs: Omit<SentSignOff, 'signOffId'>): FactOfLadder[] =>
  facts.map((fact) => {
    const [signOff] = rowsIn<SignOff>([fact], 'sign_offs');
    if (!signOff) return fact;
    const name = factRow<SentSignOff>('sent_sign_offs', { ...sentAs, signOffId: signOff.id });
    return {
      ...fact,
      rows: [...fact.rows, name],
      refusals: { sent_sign_offs_pkey: () => new SentMeanwhile() },
    };
  });

/** Answers a body under its id as it was answered before; another body is refused, and records nothing. */
function again(before: SentBefore | undefined, { hash, index }: Waiting): Outcome {
  return before?.requestHash.equals(hash)
    ? { signOff: before.signOff }
    : { error: clientIdReused(`/items/${index}/clientId`) };
}

function inLine(items: readonly SentItem[]): Waiting[] {
  const firsts = new Map<string, Buffer>();
  return items.map((item, index) => {
    const hash = hashOf(item);
    const first = firsts.get(item.clientId) ?? hash;
    firsts.set(item.clientId, first);
    return { item, index, hash, clashes: !first.equals(hash) };
  });
}

/** Hashes a body alike however it was written. What says nothing does not count, so a field added later changes no hash of today's. */
function hashOf(item: SentItem): Buffer {
  const stated = Object.entries(item).filter(
    ([name, value]) => name !== 'clientId' && value !== null && value !== false,
  );
  stated.sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(stated)).digest();
}

const isRecorded = (outcome: Outcome): boolean => 'signOff' in outcome;

/** Recorded or refused: sent again, it would be answered the same unless something else has changed. */
const isDecided = (outcome: Outcome): boolean =>
  'signOff' in outcome || (outcome.error instanceof AppError && outcome.error.kind !== 'unavailable');
