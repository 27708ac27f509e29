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

export interface Entry {
  readonly readOnly: boolean;
  readonly claim: KeyClaim | null;
  /** The contract to lock. */
  readonly hold?: ContractId;
  /** The one contract that will be read: said beforehand, row security asks about it once. */
  readonly about?: ContractId;
  readonly view?: View | undefined;
}

/**
 * `one_moment`: every statement sees the database as it was at the first one. `settled`: each sees what it finds, after
 * whoever was writing is done, so that what is read of the past never changes afterwards.
 */
export type View = 'one_moment' | 'settled';

export interface ReadOptions {
  readonly view?: View;
}

/** One message, and one statement after `begin`: its functions are called in the order in which they are named. */
export function enterMessage(
  actor: DbActor,
  now: string,
  { readOnly, claim, hold, about, view }: Entry,
): string {
  const calls = [`app.enter(${escapeLiteral(actor.kind)}, ${idsOf(actor)}, ${escapeLiteral(now)})`];
  if (claim) {
    const hash = `'\\x${claim.requestHash.toString('hex')}'`;
    calls.push(`app.claim_key(${escapeLiteral(claim.name)}, ${hash}, ${escapeLiteral(claim.expiresAt)})`);
  }
  if (hold) calls.push(`app.hold(${escapeLiteral(hold)})`);
  if (about) calls.push(`app.look_at(${escapeLiteral(about)})`);
  if (view === 'settled') calls.push('app.await_writers()');
  const begin = `begin${view === 'one_moment' ? ' isolation level repeatable read' : ''}${readOnly ? ' read only' : ''}`;
  return `${begin}; select ${calls.join(', ')}`;
}

/** The caller, and whom it stands for: the person of an account, the organisation of a client. */
function idsOf(actor: DbActor): string {
  switch (actor.kind) {
    case 'person':
      return `${escapeLiteral(actor.accountId)}, ${escapeLiteral(actor.personId)}`;
    case 'client':
      return `${escapeLiteral(actor.clientId)}, ${escapeLiteral(actor.organisationId)}`;
    case 'sign_in':
    case 'telling':
      return 'null, null';
  }
}
