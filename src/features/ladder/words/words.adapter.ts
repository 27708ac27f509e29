import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { Clock } from '../../../kernel/clock.js';
import type { Instant } from '../../../kernel/days.js';
import { isUuid, type ContractId, type LadderId } from '../../../kernel/ids.js';
import type { Actor } from '../../../platform/access/actor.js';
import { Db } from '../../../platform/database/db.js';
import { Answer } from '../../../platform/responses/answer.js';
import type { Ladder } from '../../frameworks/frameworks.types.js';
import { notingLadders, type NotedLadders } from '../../frameworks/ladders/ladders.queries.js';
import { readWords } from './words.queries.js';
import { findWanted, laddersAt, putWords } from './words.rules.js';
import type { Place, Wanted } from './words.types.js';

/** The ladders that a request read, and since when it runs. */
interface WrittenNow {
  readonly noted: NotedLadders;
  readonly begunAt: Instant;
}

/**
 * Puts titles beside codes and names beside ids, in whatever is answered as JSON. What is read costs one statement, as the
 * reader; what changes something none, but where what was recorded before is sent again: it calls things as the ladders say that
 * it read, and names nobody, so that an answer kept for a key holds no names.
 */
@Injectable()
export class WordsInterceptor implements NestInterceptor {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const noted: NotedLadders = new Map();
    const begunAt = this.clock.now();
    return from(
      notingLadders(noted, async () => {
        const result: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
        if (request.actor) await this.complete(request, request.actor, result, { noted, begunAt });
        return result;
      }),
    );
  }

  private async complete(
    request: FastifyRequest,
    actor: Actor,
    result: unknown,
    written: WrittenNow,
  ): Promise<void> {
    const body = result instanceof Answer ? (result.body as unknown) : result;
    const { contractId } = (request.params ?? {}) as { contractId?: unknown };
    const outer = {
      contractId: isUuid(contractId) ? (contractId as ContractId) : null,
      ladderId: null,
      at: null,
    };
    const wanted = findWanted(isPlain(body) ? body : null, outer);
    if (wanted.length === 0) return;
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (!reads) return this.afterWrite(actor, wanted, written);
    // A strong tag stands for the version of what is shown; names change without it.
    const isVersioned = result instanceof Answer && result.options.version !== undefined;
    await this.read(actor, wanted, isVersioned);
  }

  /** Sent again, what was recorded before is answered as it was the first time. */
  private async afterWrite(actor: Actor, wanted: readonly Wanted[], written: WrittenNow): Promise<void> {
    putWords(wanted, { laddersOf: (place) => laddersIn(written, place), names: null });
    const before = wanted.filter(
      ({ words, place: { at } }) => words.kind !== 'person' && at !== null && at < written.begunAt,
    );
    if (before.length > 0) await this.read(actor, before, true);
  }

  private async read(actor: Actor, wanted: readonly Wanted[], isVersioned: boolean): Promise<void> {
    const ofPeople = wanted.filter(({ words }) => words.kind === 'person');
    const titled = wanted.filter(({ words, named }) => words.kind !== 'person' && named !== null);
    const personIds = isVersioned ? [] : ofPeople.flatMap(({ named }) => named ?? []);
    const contractIds = titled.flatMap(({ place }) => (place.ladderId ? [] : (place.contractId ?? [])));
    const ladderIds = titled.flatMap(({ place }) => place.ladderId ?? []);
    const found = await this.db.read(actor, (q) =>
      readWords(q, [...new Set(contractIds)], [...new Set(personIds)], [...new Set(ladderIds)]),
    );
    putWords(wanted, {
      laddersOf: ({ contractId, ladderId, at }) => {
        const had = contractId === null ? [] : (found.contracts[contractId] ?? []);
        const ids = ladderId === null ? laddersAt(had, at) : [ladderId];
        return ids.flatMap((id) => found.ladders.get(id) ?? []);
      },
      names: isVersioned ? null : found.names,
    });
  }
}

/**
 * That of the contract, and whatever else the request read; null for what was recorded before, maybe under another ladder.
 */
function laddersIn(
  { noted, begunAt }: WrittenNow,
  { contractId, ladderId, at }: Place,
): readonly Ladder[] | null {
  if (at !== null && at < begunAt) return null;
  const own = noted.get(ladderId ?? contractId ?? ('' as LadderId));
  if (!own) return null;
  return ladderId === null ? [...new Set([own, ...noted.values()])] : [own];
}

/** Not what is sent as bytes, piece by piece or under a tag. */
const isPlain = (body: unknown): boolean =>
  typeof body === 'object' &&
  body !== null &&
  [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(body) as object);
