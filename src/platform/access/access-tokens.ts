import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { Clock } from '../../kernel/clock.js';
import { AppError } from '../../kernel/errors.js';
import {
  isUuid,
  type AccountId,
  type ApiClientId,
  type OrganisationId,
  type PersonId,
  type SessionId,
} from '../../kernel/ids.js';
import { baseUrlOf, type Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { newId } from '../ids.js';
import { callerOf, ROLES, type Actor, type Role } from './actor.js';
import { isScope } from './scopes.js';
import { ALGORITHM } from './signing-keys.store.js';
import { TokenFacts } from './token-facts.js';

/** Who issues tokens and whom they are for, where no public address says it; every process takes it. */
const ISSUER = 'palier';
/** The clock of the process that issued a token may be ahead of this one's. */
const CLOCK_SKEW_S = 60;
/** Tokens whose signature was checked in this process, the oldest forgotten first. */
const MAX_PROVEN = 5_000;

/** Short access tokens, signed with a key that the database shares between processes. */
@Injectable()
export class AccessTokens {
  private readonly proven = new Map<string, Proven>();

  constructor(
    private readonly facts: TokenFacts,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** How long a token lives, in seconds. */
  get lifetime(): number {
    return this.config.accessTokenMinutes * 60;
  }

  /** As the metadata of the authorization server name it (RFC 8414). */
  private get issuer(): string {
    return this.config.publicUrl === null ? ISSUER : baseUrlOf(this.config);
  }

  /** Before a transaction that issues a token: it is signed with a key that is in force. */
  prepare(): Promise<void> {
    return this.facts.refresh();
  }

  issue(actor: Actor): Promise<string> {
    const { kid, privateKey } = this.facts.signing;
    const issuedAt = Math.floor(Date.parse(this.clock.now()) / 1000);
    return new SignJWT(claimsOf(actor))
      .setProtectedHeader({ alg: ALGORITHM, kid, typ: 'at+jwt' })
      .setIssuer(this.issuer)
      .setAudience(this.issuer)
      .setSubject(callerOf(actor))
      .setJti(newId())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + this.lifetime)
      .sign(privateKey);
  }

  /** Who the token names, or null when it is not ours, altered or expired. */
  async verify(token: string): Promise<Actor | null> {
    try {
      const now = new Date(this.clock.now());
      const { actor, expiresAt } = (await this.recall(token)) ?? (await this.prove(token, now));
      if (expiresAt <= Math.floor(now.getTime() / 1000)) return null;
      return (await this.facts.isClosed(actor)) ? null : actor;
    } catch (error) {
      if (error instanceof AppError) throw error;
      return null;
    }
  }

  /** What was proven of a token stays so while its key is in force. */
  private async recall(token: string): Promise<Proven | null> {
    const proven = this.proven.get(hashOf(token));
    if (!proven) return null;
    await this.facts.refresh();
    if (await this.facts.verifying(proven.kid)) return proven;
    this.proven.delete(hashOf(token));
    throw new Error('unknown key');
  }

  private async prove(token: string, now: Date): Promise<Proven> {
    const { payload, protectedHeader } = await jwtVerify(token, ({ kid }) => this.publicKey(kid), {
      algorithms: [ALGORITHM],
      issuer: [ISSUER, this.issuer],
      audience: [ISSUER, this.issuer],
      typ: 'at+jwt',
      currentDate: now,
      requiredClaims: ['sub', 'iat', 'exp', 'roles'],
    });
    const isFromTheFuture = (payload.iat ?? Infinity) > now.getTime() / 1000 + CLOCK_SKEW_S;
    const actor = isFromTheFuture ? null : actorOf(payload);
    if (!actor) throw new Error('not a token of ours');
    const proven = { actor, kid: protectedHeader.kid ?? '', expiresAt: payload.exp ?? 0 };
    this.proven.set(hashOf(token), proven);
    const [oldest] = this.proven.keys();
    if (this.proven.size > MAX_PROVEN && oldest !== undefined) this.proven.delete(oldest);
    return proven;
  }

  private async publicKey(kid: unknown): Promise<CryptoKey> {
    await this.facts.refresh();
    const key = isUuid(kid) ? await this.facts.verifying(kid) : null;
    if (!key) throw new Error('unknown key');
    return key;
  }
}

interface Proven {
  readonly actor: Actor;
  readonly kid: string;
  /** Seconds since 1970, as in the token. */
  readonly expiresAt: number;
}

/** Hashes a token that is kept nowhere. */
const hashOf = (token: string): string => hash('sha256', token, 'base64');

/** A person's token names the person, a client's its organisation and scopes. */
const claimsOf = (actor: Actor): JWTPayload =>
  actor.kind === 'person'
    ? {
        person: actor.personId,
        roles: actor.roles,
        ...(actor.sessionId ? { session: actor.sessionId } : {}),
      }
    : { organisation: actor.organisationId, roles: actor.roles, scope: actor.scopes.join(' ') };

function actorOf({ sub, person, organisation, roles, scope, session }: JWTPayload): Actor | null {
  if (!isUuid(sub) || !Array.isArray(roles)) return null;
  const known = roles.filter((role): role is Role => ROLES.includes(role as Role));
  if (isUuid(person) && organisation === undefined) {
    return {
      kind: 'person',
      accountId: sub as AccountId,
      personId: person as PersonId,
      roles: known,
      ...(isUuid(session) ? { sessionId: session as SessionId } : {}),
    };
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
