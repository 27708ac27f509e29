import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { unsupportedMediaType } from '../responses/http.errors.js';

export const TABLE_TYPES = ['text/calendar', 'text/csv'] as const;
export const MAX_TABLE_BYTES = 256 * 1024;

/** A table or an agenda as the body of a request, in one of the ways in which spreadsheets write it. */
export interface SentTable {
  readonly type: (typeof TABLE_TYPES)[number];
  /** Null: nothing says. */
  readonly charset: 'utf-8' | 'windows-1252' | null;
  readonly bytes: Buffer;
}

/** Lets the routes that say `body: 'table'` take text that is no JSON, and not much of it. */
export function readTables(fastify: FastifyInstance): void {
  fastify.decorateRequest('table', null);
  fastify.addHook('onRoute', (route) => {
    if (route.config?.body === 'table') route.bodyLimit = MAX_TABLE_BYTES;
  });
}

/** Sets the table of a request, or what is wrong with its type. An empty body is none. */
export function keepTable(request: FastifyRequest, raw: Buffer): void {
  const [mediaType = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const type = TABLE_TYPES.find((one) => one === mediaType.trim());
  const named = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([\w-]+)"?\s*$/.exec(parameter)?.[1])
    .find((charset) => charset !== undefined);
  const charset = CHARSETS[named ?? ''];
  if (!type || charset === undefined) request.bodyProblem = unsupportedMediaType(...TABLE_TYPES);
  else if (raw.length > 0) request.table = { type, charset, bytes: raw };
}

const CHARSETS: Readonly<Record<string, SentTable['charset'] | undefined>> = {
  '': null,
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'windows-1252': 'windows-1252',
  'iso-8859-1': 'windows-1252',
};

/** The table that was sent, or null. */
export const CurrentTable = createParamDecorator(
  (_: unknown, context: ExecutionContext): SentTable | null =>
    context.switchToHttp().getRequest<FastifyRequest>().table,
);
