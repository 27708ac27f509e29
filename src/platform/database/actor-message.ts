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
  /** Every statement sees the database as it was at the first one. */
  readonly isOneMoment?: boolean;
  /** What will be written is dated outside a contract: whoever reads the past sees it coming. */
  readonly writesHistory?: boolean;
  /** Asks who may still record something of that past. */
  readonly past?: Past;
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
export function enterMessage(
  actor: DbActor,
  now: string,
  { readOnly, claim, hold, about, isOneMoment, writesHistory, past, statementSeconds }: Entry,
): string {
  const calls = [`app.enter(${escapeLiteral(actor.kind)}, ${idsOf(actor)}, ${escapeLiteral(now)})`];
  if (claim) {
    const hash = `'\\x${claim.requestHash.toString('hex')}'`;
    calls.push(`app.claim_key(${escapeLiteral(claim.name)}, ${hash}, ${escapeLiteral(claim.expiresAt)})`);
  }
  if (hold) calls.push(`app.hold(${escapeLiteral(hold)})`);
  if (about) calls.push(`app.look_at(${escapeLiteral(about)})`);
  if (writesHistory) calls.push('app.write_history()');
  if (past) calls.push(pendingWriters(past));
  const begin = `begin${isOneMoment ? ' isolation level repeatable read' : ''}${readOnly ? ' read only' : ''}`;
  const limit = statementSeconds ? `; set local statement_timeout = '${statementSeconds}s'` : '';
  return `${begin}${limit}; select ${calls.join(', ')}`;
}

const pendingWriters = ({ contractId, age }: Past): string =>
  `app.pending_writers(${contractId === null ? 'null' : escapeLiteral(contractId)}, ${age}) as pending`;

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
