import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Readable, Transform } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppError } from '../../kernel/errors.js';
import { invalidField } from '../../kernel/refusals.js';
import { FILE_TYPES, isFileType, typeOf, type FileType } from '../files/media-types.js';
import type { Actor } from '../access/actor.js';
import { callerOfRequest } from './body-budget.js';
import { unsupportedMediaType, uploadsBusy } from '../responses/http.errors.js';
import { SharedBudget } from './shared-budget.js';

export const MAX_FILE_BYTES = 10 * 1024 * 1024;
/** What files may take of the memory of one process while they arrive and are looked at; of it for one caller: three. */
const HELD_BYTES = { total: 96 * 1024 * 1024, perCaller: 32 * 1024 * 1024 };

/** A file as the body of a request, of the type that it was said to be. */
export interface SentFile {
  readonly type: FileType;
  readonly bytes: Buffer;
}

/** A file of which no byte was read. */
export interface RefusedFile {
  readonly refusal: AppError;
}

/** What stands against a file before any byte of it is read, or null: it would be sent for nothing. */
export type Admission = (actor: Actor, params: unknown) => Promise<AppError | null>;

/**
 * Lets the routes that say `body: 'file'` take more than the others. A file is read whole (it is rebuilt, and its key is
 * looked up by all of it), so what all of them hold together is counted as it arrives: who sends slowly holds little.
 */
export function readFiles(fastify: FastifyInstance, admission: Admission): void {
  const held = new SharedBudget(HELD_BYTES.total, HELD_BYTES.perCaller);
  fastify.decorateRequest('file', null);
  fastify.addHook('onRoute', (route) => {
    if (route.config?.body === 'file') route.bodyLimit = MAX_FILE_BYTES;
  });
  fastify.addHook('preParsing', async (request, reply, payload) => {
    if (request.routeOptions.config.body !== 'file') return payload;
    const { actor, storedAnswer } = request;
    const refusal = actor && !storedAnswer ? await admission(actor, request.params) : null;
    if (!refusal) return counted(held, callerOfRequest(request), reply, payload);
    request.file = { refusal };
    return unread(request, payload);
  });
}

/** The bytes as they come, of which the budget knows until the request is answered. */
function counted(held: SharedBudget, caller: string, reply: FastifyReply, payload: Readable): Readable {
  let mine = 0;
  reply.raw.once('close', () => held.giveBack(caller, mine));
  const bytes = new Transform({
    transform(piece: Buffer, _encoding, next) {
      if (!held.take(caller, piece.length)) return next(uploadsBusy());
      mine += piece.length;
      next(null, piece);
    },
  });
  payload.once('error', (error) => bytes.destroy(error));
  // Once it is answered, whatever is still on its way goes nowhere: a pipe that nobody empties would stop the connection.
  reply.raw.once('finish', () => payload.unpipe(bytes).resume());
  return payload.pipe(bytes);
}

/** Nothing, said to be as long as what goes nowhere. */
function unread(request: FastifyRequest, payload: Readable): Readable {
  payload.once('error', () => undefined).resume();
  const nothing = Readable.from([]);
  return Object.assign(nothing, { receivedEncodedLength: Number(request.headers['content-length'] ?? 0) });
}

/** Sets the file of a request, or what is wrong with its type. An empty body is no file. */
export function keepFile(request: FastifyRequest, raw: Buffer): void {
  const type = (request.headers['content-type'] ?? '').toLowerCase().split(';')[0]?.trim() ?? '';
  if (raw.length === 0 && !request.file) return;
  if (!isFileType(type)) request.bodyProblem = unsupportedMediaType(FILE_TYPES.join(' | '));
  else if (raw.length > 0) request.file = { type, bytes: raw };
}

/** The file that was sent, or null. It is judged after the fields of the query: see `soundFile`. */
export const CurrentFile = createParamDecorator(
  (_: unknown, context: ExecutionContext): SentFile | RefusedFile | null =>
    context.switchToHttp().getRequest<FastifyRequest>().file,
);

/** @throws what it was refused for unread; validation_failed when none was sent, or its first bytes are not those of its type */
export function soundFile(file: SentFile | RefusedFile | null): SentFile {
  if (file && 'refusal' in file) throw file.refusal;
  if (!file) {
    throw invalidField(
      '',
      'file_missing',
      'Aucun fichier n’est arrivé, ou il est vide : envoyez-le tel quel, comme corps de la demande.',
      'No file arrived, or it is empty: send it as it is, as the body of the request.',
    );
  }
  if (typeOf(file.bytes) !== file.type) {
    throw invalidField(
      '',
      'not_of_its_type',
      `Le contenu du fichier n’est pas du type annoncé (${file.type}) : choisissez une photo JPEG ou PNG, ou un PDF.`,
      `The content of the file is not of the type that was announced (${file.type}): choose a JPEG or PNG photo, or a PDF.`,
    );
  }
  return file;
}
