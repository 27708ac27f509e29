import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import {
  exportJWK,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose';
import { Clock } from '../../kernel/clock.js';
import { AppError } from '../../kernel/errors.js';
import {
  isUuid,
  type AccountId,
  type ApiClientId,
  type OrganisationId,
  type PersonId,
} from '../../kernel/ids.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { Db } from '../database/db.js';
import { newId } from '../ids.js';
import { callerOf, ROLES, SIGN_IN, type Actor, type Role } from './actor.js';
import { isScope } from './scopes.js';
import { insertSigningKey, listSigningKeys } from './signing-keys.store.js';

const ALGORITHM = 'ES256';
const ISSUER = 'palier';
const RELOAD_MS = 2_000;

interface Key {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/** Short access tokens, signed with a key that the database shares between processes. */
@Injectable()
export class AccessTokens implements OnModuleInit {
  private readonly keys = new Map<string, Key>();
  private newest: Key | null = null;
  private loadedAt = 0;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** How long a token lives, in seconds. */
  get lifetime(): number {
    return this.config.accessTokenMinutes * 60;
  }

  async onModuleInit(): Promise<void> {
    await this.load();
    if (this.newest) return;
    const { privateKey, publicKey } = await generateKeyPair(ALGORITHM, { extractable: true });
    const key = {
      kid: newId(),
      privateJwk: await exportJWK(privateKey),
      publicJwk: await exportJWK(publicKey),
    };
    await this.db.independently(SIGN_IN, (tx) => insertSigningKey(tx, key, this.clock.now()));
    await this.load();
  }

  issue(actor: Actor): Promise<string> {
    if (!this.newest) throw new Error('No signing key: the module is not initialised.');
    const issuedAt = Math.floor(Date.parse(this.clock.now()) / 1000);
    return new SignJWT(claimsOf(actor))
      .setProtectedHeader({ alg: ALGORITHM, kid: this.newest.kid, typ: 'at+jwt' })
      .setIssuer(ISSUER)
      .setAudience(ISSUER)
      .setSubject(callerOf(actor))
      .setJti(newId())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + this.lifetime)
      .sign(this.newest.privateKey);
  }

  /** Who the token names, or null when it is not ours, altered or expired. */
  async verify(token: string): Promise<Actor | null> {
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => this.publicKey(kid), {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: ISSUER,
        typ: 'at+jwt',
        currentDate: new Date(this.clock.now()),
        requiredClaims: ['sub', 'exp', 'roles'],
      });
      return actorOf(payload);
    } catch (error) {
      if (error instanceof AppError) throw error;
      return null;
    }
  }

  /** A key that this process does not know yet may have been made by another. */
  private async publicKey(kid: string | undefined): Promise<CryptoKey> {
    if (kid !== undefined && isUuid(kid) && !this.keys.has(kid)) await this.loadAgain();
    const key = kid === undefined ? undefined : this.keys.get(kid);
    if (!key) throw new Error('unknown key');
    return key.publicKey;
  }

  /** At most once in a while: tokens with an unknown key cost no more than any other. */
  private async loadAgain(): Promise<void> {
    const now = Date.parse(this.clock.now());
    if (Math.abs(now - this.loadedAt) < RELOAD_MS) return;
    await this.load();
  }

  private async load(): Promise<void> {
    this.loadedAt = Date.parse(this.clock.now());
    for (const { kid, privateJwk, publicJwk } of await this.db.read(SIGN_IN, listSigningKeys)) {
      const key = { kid, privateKey: await imported(privateJwk), publicKey: await imported(publicJwk) };
      this.keys.set(kid, key);
      this.newest = key;
    }
  }
}

/** A person's token names the person, a client's its organisation and scopes. */
const claimsOf = (actor: Actor): JWTPayload =>
  actor.kind === 'person'
    ? { person: actor.personId, roles: actor.roles }
    : { organisation: actor.organisationId, roles: actor.roles, scope: actor.scopes.join(' ') };

function actorOf({ sub, person, organisation, roles, scope }: JWTPayload): Actor | null {
  if (!isUuid(sub) || !Array.isArray(roles)) return null;
  const known = roles.filter((role): role is Role => ROLES.includes(role as Role));
  if (isUuid(person) && organisation === undefined) {
    return { kind: 'person', accountId: sub as AccountId, personId: person as PersonId, roles: known };
  }
  if (!isUuid(organisation) || person !== undefined || typeof scope !== 'string') return null;
  return {
    kind: 'client',
    clientId: sub as ApiClientId,
    organisationId: organisation as OrganisationId,
    roles: known,
    scopes: scope.split(' ').filter(isScope),
  };
}

async function imported(jwk: JWK): Promise<CryptoKey> {
  return (await importJWK(jwk, ALGORITHM)) as CryptoKey;
}
