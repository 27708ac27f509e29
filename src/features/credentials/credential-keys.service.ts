import { Inject, Injectable } from '@nestjs/common';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';
import { Clock } from '../../kernel/clock.js';
import { SIGN_IN } from '../../platform/access/actor.js';
import { KeySeal } from '../../platform/access/key-seal.js';
import { baseUrlOf, type Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/config/config.module.js';
import { Db } from '../../platform/database/db.js';
import { newId } from '../../platform/ids.js';
import { keepCredentialKey, listCredentialKeys, type KeptKey } from './credential-keys.store.js';
import type { Claims } from './open-badge.rules.js';

const ALGORITHM = 'ES256';
/** Another process may have made a key: what is known is read again after so long. */
const KNOWN_MS = 60_000;

interface Signer {
  readonly kid: string;
  readonly privateKey: CryptoKey;
}

interface Known {
  readonly keys: readonly KeptKey[];
  readonly signer: Signer;
  readonly readAt: number;
}

/**
 * The keys that sign credentials, apart from those of access tokens: what they signed is verified for years. The newest that
 * the settings open signs; where none does, another is made, and the former public halves stay published.
 */
@Injectable()
export class CredentialKeys {
  private known: Known | null = null;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  get base(): string {
    return baseUrlOf(this.config);
  }

  /** Signs claims as a JWT that says where its key is read. */
  async sign(claims: Claims, typ: string): Promise<string> {
    const { signer } = await this.read();
    return new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, typ, kid: `${this.base}/v1/credentials/keys/${signer.kid}` })
      .sign(signer.privateKey);
  }

  /** The public halves of all that ever signed. */
  async publicKeys(): Promise<JWK[]> {
    const { keys } = await this.read();
    return keys.map(({ kid, publicKey }) => ({ ...publicKey, kid, alg: ALGORITHM, use: 'sig' }));
  }

  private async read(): Promise<Known> {
    const now = Date.parse(this.clock.now());
    if (this.known && Math.abs(now - this.known.readAt) < KNOWN_MS) return this.known;
    const keys = await this.list();
    const signer = (await this.opened(keys)) ?? (await this.make(keys.at(-1)?.kid ?? null));
    const all = keys.some(({ kid }) => kid === signer.kid) ? keys : await this.list();
    return (this.known = { keys: all, signer, readAt: now });
  }

  private async make(newest: string | null): Promise<Signer> {
    const { privateKey, publicKey } = await generateKeyPair(ALGORITHM, { extractable: true });
    const kid: string = newId();
    const sealedKey = this.seal.seal(sealName(kid), JSON.stringify(await exportJWK(privateKey)));
    const key = { kid, publicKey: await exportJWK(publicKey), sealedKey };
    await this.db.writeNow(SIGN_IN, (tx) => keepCredentialKey(tx, key, newest));
    const signer = await this.opened(await this.list());
    if (!signer) throw new Error('A key that signs credentials was made, and is not there.');
    return signer;
  }

  /** The newest that the settings open. */
  private async opened(keys: readonly KeptKey[]): Promise<Signer | null> {
    for (const { kid, sealedKey } of keys.toReversed()) {
      const jwk = this.seal.open(sealName(kid), sealedKey);
      if (jwk !== null)
        return { kid, privateKey: (await importJWK(JSON.parse(jwk) as JWK, ALGORITHM)) as CryptoKey };
    }
    return null;
  }

  private list(): Promise<KeptKey[]> {
    return this.db.writeNow(SIGN_IN, listCredentialKeys);
  }

  private get seal(): KeySeal {
    const { sealKeys } = this.config;
    if (!sealKeys) throw new Error('No key was given to seal with: see start-up.ts.');
    return new KeySeal(sealKeys);
  }
}

const sealName = (kid: string): string => `credential key ${kid}`;
