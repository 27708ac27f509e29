import type { AppError } from '../../kernel/errors.js';
import type { Actor } from '../access/actor.js';
import type { Access } from '../access/capabilities.js';
import type { Deprecation } from './deprecation.js';
import type { RefusedFile, SentFile } from './file-body.js';
import type { SentTable } from './table-body.js';
import type { CallerKey, SealedClaim, StoredAnswer } from '../idempotency/idempotency.store.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who signed in; null on the routes open to anyone. */
    actor: Actor | null;
    rawBody: Buffer | null;
    bodyProblem: AppError | null;
    /** The body of a route that takes a file. */
    file: SentFile | RefusedFile | null;
    /** The table that was sent, where the route takes one. */
    table: SentTable | null;
    /** The code of the problem document that answers it. */
    problem: string | null;
    /** The idempotency key that it was sent with. */
    callerKey: CallerKey | null;
    /** The key with what was asked under it, once its body is read. */
    keyClaim: SealedClaim | null;
    /** The first answer under the same key, if there is one. */
    storedAnswer: StoredAnswer | null;
    /** Which of the versions in a list of `If-Match` is tried. */
    ifMatchTry?: number;
  }
  interface FastifyContextConfig {
    access?: Access;
    /** How the body is sent; JSON unless said. */
    body?: 'form' | 'file' | 'table';
    deprecated?: Deprecation;
    /** Somebody looks at it: refusals are pages too. */
    isPage?: true;
  }
}
