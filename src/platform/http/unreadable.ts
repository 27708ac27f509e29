import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '../../kernel/refusals.js';
import { newId } from '../ids.js';
import type { Log } from '../logs/logger.js';
import { headersTooLarge, malformed, requestTimeout } from './http.errors.js';
import { problemOf, sendProblem } from './problem.filter.js';

/** As `SECURITY_HEADERS`, for the answers that no hook of Fastify sees. */
const BARE_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** An address that cannot be decoded names nothing. */
export function answerBadAddress(log: Log) {
  return (_error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    void reply.headers({ ...BARE_HEADERS, 'x-request-id': request.id });
    sendProblem(notFound(), request, reply);
    const { id: requestId, method, problem: code } = request;
    log.info({ requestId, method, route: 'unmatched', status: 404, code }, 'request');
  };
}

/** What Node's parser gives up on never becomes a request: it is answered here, in the same words as the rest. */
export function answerUnreadable(log: Log): (error: Error, socket: Socket) => void {
  return (error, socket) => {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const requestId = newId();
    const { status, headers, body } = problemOf(refusalOf(code), requestId, undefined);
    log.info({ requestId, status, code: body.code }, 'unreadable request');
    const text = JSON.stringify(body);
    const lines = Object.entries({
      ...headers,
      connection: 'close',
      'content-length': String(Buffer.byteLength(text)),
      ...BARE_HEADERS,
      'x-request-id': requestId,
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${text}`);
  };
}

function refusalOf(code: string) {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return requestTimeout();
  if (code === 'HPE_HEADER_OVERFLOW') return headersTooLarge();
  return malformed();
}
