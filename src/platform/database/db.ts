import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable } from '@nestjs/common';
import { escapeLiteral, type PoolClient, type QueryResultRow } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import type { ContractId } from '../../kernel/ids.js';
import type { DbActor } from '../access/actor.js';
import { keyInFlight, outcomeUnknown, unavailable } from './database.errors.js';
import { unauthenticated } from '../../kernel/refusals.js';
import { hasSqlState } from './violations.js';

/** Enough to read. */
export type Queryable = Pick<EntityManager, 'queryRunner'>;

declare const inTransaction: unique symbol;
/** Needed to write. `Db.transaction` is the only place one comes from. */
export type Tx = EntityManager & { readonly [inTransaction]: true };

/** An idempotency key claimed together with `begin`, and released by a rollback. */
export interface KeyClaim {
  /** What the database knows the key by. */
  readonly name: string;
  readonly requestHash: Buffer;
  /** RFC 3339. */
  readonly expiresAt: string;
}

/** Somebody answered the same key while this request waited for it. */
export class KeyAnswered extends Error {}

/** One request: at most one transaction, committed after its answer is known. */
interface Unit {
  readonly claim: KeyClaim | null;
  /** A transaction was begun; `open` once its work is done. */
  entered: boolean;
  open: OpenTransaction | null;
}

interface OpenTransaction {
  readonly tx: Tx;
  /** `last` is sent just before, without waiting: had it failed, the commit is a rollback, and its error is thrown. */
  readonly commit: (last?: Statement | null) => Promise<void>;
  readonly rollback: () => Promise<void>;
}

/** A prepared statement with its parameters. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

interface Entry {
  readonly readOnly: boolean;
  readonly claim: KeyClaim | null;
  readonly hold?: ContractId;
}

const LOCK_TIMEOUT = '10s';

@Injectable()
export class Db {
  private readonly units = new AsyncLocalStorage<Unit>();

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `work` as `actor`, all or nothing. Inside a request's unit the commit waits for the answer (see `unit`);
   * outside, it happens when `work` is done.
   */
  async transaction<T>(actor: DbActor, work: (tx: Tx) => Promise<T>): Promise<T> {
    const unit = this.units.getStore();
    if (!unit) return this.independently(actor, work);
    if (unit.open) return work(unit.open.tx);
    enterOnce(unit);
    const { open, result } = await this.begin(actor, work, { readOnly: false, claim: unit.claim });
    unit.open = open;
    return result;
  }

  /**
   * The same, holding a contract's row from its first message on: whoever changes the contract waits. The statements
   * of `work` are sent once the lock is held, so they see what the one before left. A contract that the actor may not
   * see is not held, and nothing will find it.
   */
  async holding<T>(actor: DbActor, contractId: ContractId, work: (tx: Tx) => Promise<T>): Promise<T> {
    const unit = this.units.getStore();
    if (unit) enterOnce(unit);
    const { open, result } = await this.begin(actor, work, {
      readOnly: false,
      claim: unit?.claim ?? null,
      hold: contractId,
    });
    if (unit) unit.open = open;
    else await open.commit();
    return result;
  }

  /** A transaction of its own, committed even when the request it serves is refused: a failed sign-in is counted. */
  async independently<T>(actor: DbActor, work: (tx: Tx) => Promise<T>): Promise<T> {
    const { open, result } = await this.begin(actor, work, { readOnly: false, claim: null });
    await open.commit();
    return result;
  }

  /** Reads as `actor`: row-level security shows what they may see. */
  async read<T>(actor: DbActor, work: (q: Queryable) => Promise<T>): Promise<T> {
    const unit = this.units.getStore();
    if (unit?.open) return work(unit.open.tx);
    const { open, result } = await this.begin(actor, work, { readOnly: true, claim: null });
    await open.commit();
    return result;
  }

  /** One statement on its own, as nobody: it sees what a function of schema `app` shows to nobody in particular. */
  async lookUp<Row extends QueryResultRow>(statement: Statement): Promise<Row | null> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      return (await client.query<Row>(statement)).rows[0] ?? null;
    } catch (error) {
      throw unavailable(error);
    } finally {
      await runner.release();
    }
  }

  /**
   * One request. `handle` does its work and returns the answer; `lastOf` gives the statement that stores what must
   * not be lost with it.
   * @throws KeyAnswered when another request answered the claimed key meanwhile.
   */
  async unit<T>(
    claim: KeyClaim | null,
    handle: () => Promise<T>,
    lastOf: (answer: T) => Statement | null,
  ): Promise<T> {
    const unit: Unit = { claim, entered: false, open: null };
    return this.units.run(unit, async () => {
      let answer: T;
      try {
        answer = await handle();
      } catch (error) {
        await unit.open?.rollback();
        throw error;
      }
      await unit.open?.commit(lastOf(answer));
      return answer;
    });
  }

  /**
   * `begin` and the actor travel in one message, and the first query of `work` follows without waiting for it:
   * had the message failed, PostgreSQL refuses every query until the rollback, and its error is the one reported.
   */
  private async begin<T>(
    actor: DbActor,
    work: (tx: Tx) => Promise<T>,
    options: Entry,
  ): Promise<{ open: OpenTransaction; result: T }> {
    const runner = this.dataSource.createQueryRunner();
    const client = (await runner.connect().catch((error: unknown) => {
      throw unavailable(error);
    })) as PoolClient;
    const open: OpenTransaction = {
      tx: runner.manager as Tx,
      commit: (last) => finish(client, 'commit', last).finally(() => runner.release()),
      rollback: () =>
        finish(client, 'rollback')
          .catch(() => undefined)
          .finally(() => runner.release()),
    };
    const entered = client.query(enterMessage(actor, this.clock.now(), options)).then(
      () => null,
      (error: Error) => refusalOfEntry(error),
    );
    try {
      const result = await work(open.tx);
      const refusal = await entered;
      if (refusal) throw refusal;
      return { open, result };
    } catch (error) {
      const refusal = await entered;
      await open.rollback();
      throw refusal ?? (isPassing(error) ? unavailable(error) : error);
    }
  }
}

async function finish(
  client: PoolClient,
  verb: 'commit' | 'rollback',
  last: Statement | null = null,
): Promise<void> {
  const [sent, ended] = await Promise.allSettled([last ? client.query(last) : null, client.query(verb)]);
  if (sent.status === 'rejected') throw sent.reason;
  if (verb === 'rollback') return;
  if (ended.status === 'rejected') throw outcomeUnknown(ended.reason);
  // PostgreSQL answers ROLLBACK, without an error, to the commit of a transaction that failed.
  if (ended.value.command !== 'COMMIT') throw new Error('The transaction had failed: nothing was committed.');
}

function enterMessage(actor: DbActor, now: string, { readOnly, claim, hold }: Entry): string {
  const statements = [
    // A read waits for nobody.
    ...(readOnly ? ['begin read only'] : ['begin', `set local lock_timeout = '${LOCK_TIMEOUT}'`]),
    `select app.enter(${escapeLiteral(actor.kind)}, ${idsOf(actor)}, ${escapeLiteral(now)})`,
  ];
  if (claim) {
    const hash = `'\\x${claim.requestHash.toString('hex')}'`;
    statements.push(
      `select app.claim_key(${escapeLiteral(claim.name)}, ${hash}, ${escapeLiteral(claim.expiresAt)})`,
    );
  }
  if (hold) statements.push(`select from contracts c where c.id = ${escapeLiteral(hold)} for update`);
  return statements.join('; ');
}

/** The caller, and whom it stands for: the person of an account, the organisation of a client. */
function idsOf(actor: DbActor): string {
  switch (actor.kind) {
    case 'person':
      return `${escapeLiteral(actor.accountId)}, ${escapeLiteral(actor.personId)}`;
    case 'client':
      return `${escapeLiteral(actor.clientId)}, ${escapeLiteral(actor.organisationId)}`;
    case 'sign_in':
      return 'null, null';
  }
}

/** Two transactions of one request at once, or one inside the other, would commit apart: that is a bug. */
function enterOnce(unit: Unit): void {
  if (unit.entered) throw new Error('A request has one transaction: pass its Tx on.');
  unit.entered = true;
}

/** Lock timeout, server stopping or starting, lost connection, deadlock: the same request may pass in a moment. */
function isPassing(error: unknown): boolean {
  return (
    hasSqlState(
      error,
      '55P03',
      '57014',
      '57P01',
      '57P02',
      '57P03',
      '08006',
      '40P01',
      'ECONNRESET',
      'EPIPE',
    ) ||
    (error instanceof Error && error.message.startsWith('Connection terminated'))
  );
}

function refusalOfEntry(error: Error): Error {
  if (hasSqlState(error, 'PA401')) return unauthenticated();
  if (hasSqlState(error, 'PA208')) return new KeyAnswered();
  if (hasSqlState(error, 'PA209')) return keyInFlight();
  return isPassing(error) ? unavailable(error) : error;
}
