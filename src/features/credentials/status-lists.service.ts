import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { notFound } from '../../kernel/refusals.js';
import { SIGN_IN } from '../../platform/access/actor.js';
import { Db } from '../../platform/database/db.js';
import { CredentialKeys } from './credential-keys.service.js';
import { findStatusPlaces } from './credentials.queries.js';
import type { StatusPurpose } from './credentials.types.js';
import { bitsOf, statusListOf } from './open-badge.rules.js';

const compress = promisify(gzip);
/** Whoever verifies reads the same list again and again: it is made once in so long. */
const KEPT_MS = 30_000;
const MOST_KEPT = 20;

/** What anybody may know of all credentials: a bit for each, by a place that says nothing of whom it is. */
@Injectable()
export class StatusLists {
  private readonly kept = new Map<string, { readonly jwt: string; readonly madeAt: number }>();

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly keys: CredentialKeys,
  ) {}

  /** @throws not_found */
  async read(purpose: StatusPurpose, list: number): Promise<string> {
    const name = `${purpose} ${list}`;
    const at = this.clock.now();
    const kept = this.kept.get(name);
    if (kept && Math.abs(Date.parse(at) - kept.madeAt) < KEPT_MS) return kept.jwt;
    const places = await this.db.writeNow(SIGN_IN, (tx) => findStatusPlaces(tx, list));
    if (!places) throw notFound();
    const encoded = (await compress(bitsOf(places[purpose]))).toString('base64url');
    const jwt = await this.keys.sign(statusListOf({ list, purpose, encoded, at }, this.keys.base), 'vc+jwt');
    this.kept.delete(name);
    this.kept.set(name, { jwt, madeAt: Date.parse(at) });
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
    return jwt;
  }
}
