import { escapeLiteral } from 'pg';
import type { ContractId } from '../../kernel/ids.js';
import type { DbActor } from '../access/actor.js';

/** An idempotency key claimed together with `begin`, and released by a rollback. */
export interface KeyClaim {
  /** What the database knows the key by. */
  readonly name: string;
  readonly requestHash: Buffer;
  /** RFC 3339. */
  readonly expiresAt: string;
}

export interface BeginOptions {
  readonly readOnly: boolean;
  readonly claim: KeyClaim | null;
  /** The contract to lock. */
  readonly lock?: ContractId;
  /** The one contract that will be read: said beforehand, row security asks about it once. */
  readonly about?: ContractId;
  /** Every statement sees the database as it was at the first one. */
  readonly isOneMoment?: boolean;
  /** What will be written is dated outside a contract: whoever reads the past sees it coming. */
  readonly writesHistory?: boolean;
  /** Asks who may still record something of that past. */
  readonly past?: Past;
  /** All that will be read is found by keys: its statements are planned once per connection. */
  readonly isByKey?: boolean;
  /** How long each statement may take, where it is not as long as any other. */
  readonly statementSeconds?: number;
}

/** An instant of the past, of one contract or of all (null), by how many milliseconds it is ago. */
export interface Past {
  readonly contractId: ContractId | null;
  readonly age: number;
}

export interface ReadOptions {
  readonly isOneMoment?: boolean;
}

/** One message, and one statement after `begin`: its functions are called in the order in which they are named. */
export function beginMessage(
  actor: DbActor,
  now: string,
  { readOnly, claim, lock, about, isOneMoment, writesHistory, past, isByKey, statementSeconds }: BeginOptions,
): string {
  const calls = [`app.set_actor(${[...enteredAs(actor), now].map(literal).join(', ')})`];
  if (claim) {
    const hash = `'\\x${claim.requestHash.toString('hex')}'`;
    calls.push(`app.claim_key(${escapeLiteral(claim.name)}, ${hash}, ${escapeLiteral(claim.expiresAt)})`);
  }
  if (lock) calls.push(`app.lock_contract(${escapeLiteral(lock)})`);
  if (about) calls.push(`app.set_contract_scope(${escapeLiteral(about)})`);
  if (writesHistory) calls.push('app.write_history()');
  if (past) calls.push(pendingWriters(past));
  const begin = `begin${isOneMoment ? ' isolation level repeatable read' : ''}${readOnly ? ' read only' : ''}`;
  // Whatever is read of one contract is found by its key: planning that again would cost more than reading it.
  const plan = isByKey ? '; set local plan_cache_mode = force_generic_plan' : '';
  const limit = statementSeconds ? `; set local statement_timeout = '${statementSeconds}s'` : '';
  return `${begin}${plan}${limit}; select ${calls.join(', ')}`;
}

const pendingWriters = ({ contractId, age }: Past): string =>
  `app.pending_writers(${contractId === null ? 'null' : escapeLiteral(contractId)}, ${age}) as pending`;

/** What `app.set_actor` is told of the actor: its kind, the caller, and whom it stands for: the person of an account or of a link, the organisation of a client. */
export function enteredAs(actor: DbActor): [kind: string, caller: string | null, subject: string | null] {
  switch (actor.kind) {
    case 'person':
      return [actor.kind, actor.accountId, actor.personId];
    case 'client':
      return [actor.kind, actor.clientId, actor.organisationId];
    case 'guest':
      return [actor.kind, actor.linkId, actor.personId];
    case 'sign_in':
    case 'notifier':
      return [actor.kind, null, null];
  }
}

const literal = (value: string | null): string => (value === null ? 'null' : escapeLiteral(value));
