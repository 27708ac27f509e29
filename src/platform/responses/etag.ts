import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import { preconditionFailed } from '../../kernel/refusals.js';

const STRONG = /^"(\d{1,9})"$/;

/** The version that the caller read, from `If-Match`. @throws precondition_required without it, precondition_failed when it is none of ours */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const version = readIfMatch(context);
  if (version === null) throw preconditionRequired();
  return version;
});

/** Same, where the header is optional: null means that the caller did not say. */
export const OptionalIfMatch = createParamDecorator((_: unknown, context: ExecutionContext) =>
  readIfMatch(context),
);

/** Documents the header. */
export const NeedsIfMatch = (required = true) =>
  ApiHeader({ name: 'If-Match', required, description: 'The ETag that you read.' });

function readIfMatch(context: ExecutionContext): number | null {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (header === undefined || header === '*') return null;
  const match = STRONG.exec(header);
  if (!match) throw preconditionFailed();
  return Number(match[1]);
}

export const preconditionRequired = (): AppError =>
  new AppError('precondition_required', 'precondition_required', {
    title: bilingual('En-tête If-Match attendu', 'If-Match required'),
    detail: bilingual(
      'Relisez l’élément et renvoyez votre changement avec l’en-tête « If-Match » portant son ETag.',
      'Read the resource and send your change with an "If-Match" header holding its ETag.',
    ),
  });
