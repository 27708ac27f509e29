import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Transform } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invalidField } from '../../kernel/refusals.js';
import { FILE_TYPES, isFileType, typeOf, type FileType } from '../files/media-types.js';
import { unsupportedMediaType, uploadsBusy } from './http.errors.js';

export const MAX_FILE_BYTES = 10 * 1024 * 1024;
/** What files may take of the memory of one process while they arrive and are looked at. */
const MAX_HELD_BYTES = 96 * 1024 * 1024;

/** A file as the body of a request, of the type that it was said to be. */
export interface SentFile {
  readonly type: FileType;
  readonly bytes: Buffer;
}

/**
 * Lets the routes that say `body: 'file'` take more than the others. A file is read whole (it is rebuilt, and its key is
 * looked up by all of it), so what all of them hold together is counted as it arrives: who sends slowly holds little.
 */
export function readFiles(fastify: FastifyInstance, maxHeld = MAX_HELD_BYTES): void {
  let held = 0;
  fastify.decorateRequest('file', null);
  fastify.addHook('onRoute', (route) => {
    if (route.config?.body === 'file') route.bodyLimit = MAX_FILE_BYTES;
  });
  fastify.addHook('preParsing', (request, reply, payload, done) => {
    if (request.routeOptions.config.body !== 'file') return done(null, payload);
    let mine = 0;
    reply.raw.once('close', () => (held -= mine));
    const counted = new Transform({
      transform(piece: Buffer, _encoding, next) {
        if (held + piece.length > maxHeld) return next(uploadsBusy());
        held += piece.length;
        mine += piece.length;
        next(null, piece);
      },
    });
    payload.once('error', (error) => counted.destroy(error));
    // Once it is answered, whatever is still on its way goes nowhere: a pipe that nobody empties would stop the connection.
    reply.raw.once('finish', () => payload.unpipe(counted).resume());
    return done(null, payload.pipe(counted));
  });
}

/** Sets the file of a request, or what is wrong with its type. An empty body is no file. */
export function keepFile(request: FastifyRequest, raw: Buffer): void {
  const type = (request.headers['content-type'] ?? '').toLowerCase().split(';')[0]?.trim() ?? '';
  if (raw.length === 0) return;
  if (isFileType(type)) request.file = { type, bytes: raw };
  else request.bodyProblem = unsupportedMediaType(FILE_TYPES.join(' | '));
}

/** The file that was sent, or null. It is judged after the fields of the query: see `soundFile`. */
export const CurrentFile = createParamDecorator(
  (_: unknown, context: ExecutionContext): SentFile | null =>
    context.switchToHttp().getRequest<FastifyRequest>().file,
);

/** @throws validation_failed when none was sent, or its first bytes are not those of its type */
export function soundFile(file: SentFile | null): SentFile {
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
