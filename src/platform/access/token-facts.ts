import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { exportJWK, importJWK, type CryptoKey, type JWK } from 'jose';
import { Clock } from '../../kernel/clock.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { Db } from '../database/db.js';
import { LOG, type Log } from '../logs/logger.js';
import { callerOf, SIGN_IN, type Actor } from './actor.js';
import { KeySeal } from './key-seal.js';
import { sealedByAnother } from './signing-keys.errors.js';
import {
  ALGORITHM,
  insertFirstSigningKey,
  isAnyClosed,
  listClosedCallers,
  listSigningKeys,
  newSigningKey,
  openSigningKey,
  type SealedKey,
} from './signing-keys.store.js';

/** What is known is never used when it is older. From half of it on it is read again, and nobody waits for that. */
const STALE_MS = 1_000;
/** Between two reads for keys that are not known: tokens that name no key of ours cost no more than this. */
const PAUSE_MS = 1_000;

interface Key {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

interface KnownFacts {
  /** In the order of their making: the last one signs. */
  readonly keys: readonly Key[];
  readonly closedCallers: ReadonlySet<string>;
}

/** What the database says of access tokens, known to every process within a second: keys in force; accounts, clients and sessions closed. */
@Injectable()
export class TokenFacts implements OnModuleInit {
  private facts: KnownFacts = { keys: [], closedCallers: new Set() };
  private readAt = Number.NEGATIVE_INFINITY;
  private running: Promise<void> | null = null;
  private next: Promise<void> | null = null;
  private pause: Promise<void> = Promise.resolve();
  private readonly foreign = new Set<string>();

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** @throws when the keys in force are sealed with another key than the settings have */
  async onModuleInit(): Promise<void> {
    await this.read();
    if (this.foreign.size === 0 && this.facts.keys.length === 0) {
      const key = await newSigningKey(this.seal);
      await this.db.writeNow(SIGN_IN, (tx) => insertFirstSigningKey(tx, key));
      await this.read();
    }
    if (this.facts.keys.length === 0) throw sealedByAnother();
  }

  private get seal(): KeySeal {
    const { sealKeys } = this.config;
    if (!sealKeys) throw new Error('No key was given to seal with: see start-up.ts.');
    return new KeySeal(sealKeys);
  }

  /** The newest key known. Ask `refresh` first. */
  get signing(): Key {
    const newest = this.facts.keys.at(-1);
    if (!newest) throw new Error('No signing key is in force: npm run keys:rotate makes one.');
    return newest;
  }

  /** One that was enabled again a moment ago is asked for: whoever signs in then is not sent away. */
  async isClosed(actor: Actor): Promise<boolean> {
    const caller = callerOf(actor);
    const session = actor.kind === 'person' ? actor.sessionId : undefined;
    const ids = session === undefined ? [caller] : [caller, session];
    return (
      ids.some((id) => this.facts.closedCallers.has(id)) &&
      (await this.db.writeNow(SIGN_IN, (tx) => isAnyClosed(tx, ids)))
    );
  }

  /** The key of that name, if it is in force. Another process may sign with one made a moment ago: then it is read again. */
  async verifying(kid: string): Promise<CryptoKey | null> {
    const known = this.find(kid);
    if (known) return known;
    await this.reload();
    return this.find(kid);
  }

  /** The halves of the keys in force with which anybody may verify. */
  async publicKeys(): Promise<JWK[]> {
    await this.refresh();
    const keyOf = async ({ kid, publicKey }: Key) => ({
      ...(await exportJWK(publicKey)),
      kid,
      alg: ALGORITHM,
      use: 'sig',
    });
    return Promise.all(this.facts.keys.map(keyOf));
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
  private reload(): Promise<void> {
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
    const [stored, closed] = await this.db.writeNow(SIGN_IN, (tx) =>
      Promise.all([listSigningKeys(tx, now), listClosedCallers(tx, now)]),
    );
    const known = new Map(this.facts.keys.map((key) => [key.kid, key]));
    const keys = await Promise.all(stored.map(async (key) => known.get(key.kid) ?? this.opened(key)));
    this.facts = { keys: keys.filter((key) => key !== null), closedCallers: new Set(closed) };
    this.readAt = Date.parse(now);
  }

  /** Nothing is signed nor verified with a key that this process cannot open, whoever put it into the table. */
  private async opened(sealed: SealedKey): Promise<Key | null> {
    const jwk = openSigningKey(this.seal, sealed);
    if (jwk) return imported(sealed.kid, jwk);
    if (!this.foreign.has(sealed.kid)) {
      this.log.error({ kid: sealed.kid }, 'a signing key is sealed with another key');
      this.foreign.add(sealed.kid);
    }
    return null;
  }
}

async function imported(kid: string, { kty, crv, x, y, d }: JWK): Promise<Key> {
  const keyOf = async (jwk: JWK) => (await importJWK(jwk, ALGORITHM)) as CryptoKey;
  const half = { kty, crv, x, y } as JWK;
  return { kid, privateKey: await keyOf({ ...half, d } as JWK), publicKey: await keyOf(half) };
}
