import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import { invalidField, preconditionFailed } from '../../kernel/refusals.js';

const LISTED_TAG = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;
/** A version, as it is or in a coding. */
const STRONG = /^"(\d{1,9})(?:-(?:br|gzip))?"$/;
/** Each costs a try. */
const MAX_VERSIONS = 10;

/** The version that the caller read, from `If-Match`; null: whichever is there (`*`). @throws precondition_required without it */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number | null => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (request.headers['if-match'] === undefined) throw preconditionRequired();
  return expectedVersion(request);
});

/** Same, where the header is optional: null also when the caller did not say. */
export const OptionalIfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number | null =>
  expectedVersion(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Documents the header. */
export const NeedsIfMatch = (required = true) =>
  ApiHeader({
    name: 'If-Match',
    required,
    description: 'The ETag that you read, or several of which one has to stand; `*`: whatever is there.',
  });

/** @throws precondition_failed when no tag that was sent is ever one of ours */
function expectedVersion(request: FastifyRequest): number | null {
  const versions = readVersions(request.headers['if-match']);
  if (versions === null) return null;
  const version = versions[request.ifMatchTry ?? 0];
  if (version === undefined) throw preconditionFailed();
  return version;
}

/**
 * The versions that an `If-Match` names, each once; null: it asks for none. Tags are compared strongly (RFC 9110 §13.1.1), so that
 * a weak one stands for nothing. @throws validation_failed when there are too many to try
 */
export function readVersions(ifMatch: string | undefined): number[] | null {
  if (ifMatch === undefined || ifMatch.trim() === '*') return null;
  const tags = ifMatch.match(LISTED_TAG) ?? [];
  const versions = new Set(tags.flatMap((tag) => STRONG.exec(tag)?.[1] ?? []).map(Number));
  if (versions.size > MAX_VERSIONS) {
    throw invalidField(
      'If-Match',
      'too_many',
      `Envoyez au plus ${MAX_VERSIONS} ETags.`,
      `Send at most ${MAX_VERSIONS} ETags.`,
    );
  }
  return [...versions];
}

/** Tries an act with one version of a list after another, until one stands. Each try is a unit of work of its own. */
export async function withListedVersions<T>(request: FastifyRequest, attempt: () => Promise<T>): Promise<T> {
  const header = request.headers['if-match'];
  const tries = header?.includes(',') ? (readVersions(header)?.length ?? 1) : 1;
  for (request.ifMatchTry = 0; request.ifMatchTry < tries - 1; request.ifMatchTry += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof AppError) || error.kind !== 'precondition_failed') throw error;
    }
  }
  return attempt();
}

/** Whether an `If-None-Match` names the tag, or anything that is there (`*`); compared weakly, as RFC 9110 has it. */
export function namesTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return (ifNoneMatch.match(LISTED_TAG) ?? []).some((one) => opaque(one) === opaque(tag));
}

/** What a tag says, whatever its strength and the coding of what it stood for. */
const opaque = (tag: string): string => tag.replace(/^W\//, '').replace(/-(?:br|gzip)"$/, '"');

export const preconditionRequired = (): AppError =>
  new AppError('precondition_required', 'precondition_required', {
    title: bilingual('En-tête If-Match attendu', 'If-Match required'),
    detail: bilingual(
      'Relisez l’élément et renvoyez votre changement avec l’en-tête « If-Match » portant son ETag.',
      'Read the resource and send your change with an "If-Match" header holding its ETag.',
    ),
  });
