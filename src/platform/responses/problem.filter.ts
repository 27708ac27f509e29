import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError, type ErrorKind } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import { notFound } from '../../kernel/refusals.js';
import { LOG, type Log } from '../logs/logger.js';
import { bodyTooLarge, malformed, unsupportedMediaType } from './http.errors.js';
import { inLanguage, languageOf } from './language.js';
import { languageOfPage, sendRefusedPage } from '../pages/send-page.js';

const STATUS: Record<ErrorKind, number> = {
  malformed: 400,
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  request_timeout: 408,
  conflict: 409,
  removed: 410,
  precondition_failed: 412,
  precondition_required: 428,
  too_large: 413,
  unsupported_media_type: 415,
  too_many_requests: 429,
  headers_too_large: 431,
  lost: 500,
  unavailable: 503,
};

const BUG = {
  title: bilingual('Erreur interne', 'Internal error'),
  detail: bilingual(
    'Une erreur imprévue s’est produite ; rien n’a été enregistré. Réessayez, puis signalez-la avec le numéro de la demande.',
    'An unexpected error happened; nothing was recorded. Try again, then report it with the "requestId".',
  ),
};

/** A problem document; other members depend on its code. */
export interface ProblemDocument {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

/** The only place that turns errors into responses: RFC 9457 problem documents, in the reader's language. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    sendProblem(noted(error, request, this.log), request, http.getResponse<FastifyReply>());
  }
}

/** What an error is to the caller, as `problemOf` takes it; whoever keeps the server hears of what they should look at. */
function noted(error: unknown, request: FastifyRequest, log: Log): AppError | null {
  const refusal = asRefusal(error, request);
  if (!refusal) log.error({ requestId: request.id, error }, 'unexpected error');
  else if (refusal.cause) log.warn({ requestId: request.id, error: refusal }, 'unavailable');
  return refusal;
}

/**
 * The problem documents of single items of an answer that is a success as a whole: each what the item would have had
 * alone. An error that several items met is told to all of them, and noted once.
 */
export function problemsOfItems(request: FastifyRequest, log: Log): (error: unknown) => ProblemDocument {
  const reported = new Map<unknown, ProblemDocument>();
  return (error) => {
    const known = reported.get(error);
    if (known) return known;
    const refusal = noted(error, request, log);
    const { body } = problemOf(refusal, request.id, request.headers['accept-language']);
    reported.set(error, body);
    return body;
  };
}

/** A refusal as a problem document, or as a page where somebody looks at one; null is a bug, of which the caller learns nothing. */
export function sendProblem(refusal: AppError | null, request: FastifyRequest, reply: FastifyReply): void {
  const isPage = request.routeOptions.config?.isPage;
  const language = isPage ? languageOfPage(request) : request.headers['accept-language'];
  const { status, headers, body } = problemOf(refusal, request.id, language);
  request.problem = body.code;
  void reply.status(status).headers(headers);
  if (isPage) sendRefusedPage(refusal, body, request, reply);
  else void reply.send(JSON.stringify(body));
}

/** The parts of that answer. */
export function problemOf(
  refusal: AppError | null,
  requestId: string,
  acceptLanguage: string | undefined,
): { status: number; headers: Record<string, string>; body: ProblemDocument } {
  const status = refusal ? STATUS[refusal.kind] : 500;
  const code = refusal?.code ?? 'internal_error';
  const language = languageOf(acceptLanguage);
  const body = inLanguage(
    {
      type: `/problems/${code}`,
      title: (refusal?.text ?? BUG).title,
      status,
      detail: (refusal?.text ?? BUG).detail,
      code,
      requestId,
      ...refusal?.details,
    },
    language,
  ) as ProblemDocument;
  return {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': language,
      vary: 'Accept-Language',
      'cache-control': 'no-store',
      ...refusal?.headers,
    },
    body,
  };
}

/** What the framework refuses by itself (no such route, a body too long…) in our words; null for a bug. */
function asRefusal(error: unknown, request: FastifyRequest): AppError | null {
  if (error instanceof AppError) return error;
  const status =
    error instanceof HttpException
      ? error.getStatus()
      : (error as { statusCode?: number } | null)?.statusCode;
  switch (status) {
    case 403: // a path that leaves the folder of the documentation's files
    case 404:
      return notFound();
    case 413:
      return bodyTooLarge(request.routeOptions.bodyLimit);
    case 415:
      return unsupportedMediaType();
    case 400:
      return malformed();
    default:
      return null;
  }
}
