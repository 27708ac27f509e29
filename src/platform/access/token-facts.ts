import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { Clock } from '../../kernel/clock.js';
import { Db } from '../database/db.js';
import { newId } from '../ids.js';
import { SIGN_IN } from './actor.js';
import {
  insertFirstSigningKey,
  isClosed,
  listClosedCallers,
  listSigningKeys,
  type StoredKey,
} from './signing-keys.store.js';

export const ALGORITHM = 'ES256';
/** What is known is never used when it is older. From half of it on it is read again, and nobody waits for that. */
const STALE_MS = 1_000;
/** Between two reads for keys that are not known: tokens that name no key of ours cost no more than this. */
const PAUSE_MS = 1_000;

interface Key {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

interface Facts {
  /** In the order of their making: the last one signs. */
  readonly keys: readonly Key[];
  readonly closedCallers: ReadonlySet<string>;
}

/** What the database says of access tokens, known to every process within a second: keys in force, accounts and clients closed. */
@Injectable()
export class TokenFacts implements OnModuleInit {
  private facts: Facts = { keys: [], closedCallers: new Set() };
  private readAt = Number.NEGATIVE_INFINITY;
  private running: Promise<void> | null = null;
  private next: Promise<void> | null = null;
  private pause: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.read();
    if (this.facts.keys.length > 0) return;
    const key = await newSigningKey();
    await this.db.independently(SIGN_IN, (tx) => insertFirstSigningKey(tx, key, this.clock.now()));
    await this.read();
  }

  /** The newest key known. Ask `refresh` first. */
  get signing(): Key {
    const newest = this.facts.keys.at(-1);
    if (!newest) throw new Error('No signing key is in force: npm run keys:rotate makes one.');
    return newest;
  }

  /** One that was enabled again a moment ago is asked for: whoever signs in then is not sent away. */
  async isClosed(callerId: string): Promise<boolean> {
    return (
      this.facts.closedCallers.has(callerId) &&
      (await this.db.independently(SIGN_IN, (tx) => isClosed(tx, callerId)))
    );
  }

  /** The key of that name, if it is in force. Another process may sign with one made a moment ago: then it is read anew. */
  async verifying(kid: string): Promise<CryptoKey | null> {
    const known = this.find(kid);
    if (known) return known;
    await this.readAnew();
    return this.find(kid);
  }

  /** What is known is a second old at most. */
  async refresh(): Promise<void> {
    const age = Math.abs(Date.parse(this.clock.now()) - this.readAt);
    if (age >= STALE_MS) await this.read();
    else if (age >= STALE_MS / 2) void this.read().catch(() => undefined);
  }

  private find(kid: string): CryptoKey | null {
    return this.facts.keys.find((key) => key.kid === kid)?.publicKey ?? null;
  }

  /** A read that begins after this call, shared by all who wait for one; the next begins a pause later. */
  private readAnew(): Promise<void> {
    return (this.next ??= this.pause.then(async () => {
      await this.running?.catch(() => undefined);
      this.next = null;
      this.pause = sleep(PAUSE_MS, undefined, { ref: false });
      await this.read();
    }));
  }

  private read(): Promise<void> {
    return (this.running ??= this.readNow().finally(() => {
      this.running = null;
    }));
  }

  /** On a connection of its own: whoever waits may be inside a request's transaction. */
  private async readNow(): Promise<void> {
    const now = this.clock.now();
    const [stored, closed] = await this.db.independently(SIGN_IN, (tx) =>
      Promise.all([listSigningKeys(tx, now), listClosedCallers(tx, now)]),
    );
    const known = new Map(this.facts.keys.map((key) => [key.kid, key]));
    const keys = await Promise.all(stored.map(async (key) => known.get(key.kid) ?? imported(key)));
    this.facts = { keys, closedCallers: new Set(closed) };
    this.readAt = Date.parse(now);
  }
}

export async function newSigningKey(): Promise<StoredKey> {
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return { kid: newId(), privateJwk: await exportJWK(privateKey), publicJwk: await exportJWK(publicKey) };
}

async function imported({ kid, privateJwk, publicJwk }: StoredKey): Promise<Key> {
  const keyOf = async (jwk: JWK) => (await importJWK(jwk, ALGORITHM)) as CryptoKey;
  return { kid, privateKey: await keyOf(privateJwk), publicKey: await keyOf(publicJwk) };
}
