import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppError } from '../../kernel/errors.js';
import { notFound } from '../../kernel/refusals.js';
import { newId } from '../ids.js';
import type { Log } from '../logs/logger.js';
import { headersTooLarge, requestTimeout, unreadable } from '../responses/http.errors.js';
import { problemOf, sendProblem } from '../responses/problem.filter.js';
import type { RateLimits } from './rate-limit.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** As a name or an address may be written, once: of two, proxies and we would choose differently (RFC 9112 §3.2). */
const HOST = /^[\w.~:[\]!$&'()*+;=%-]*$/;

/** The answers under way, by connection. */
const underWay = new WeakMap<Socket, Set<ServerResponse>>();

/** What Node would answer in words of its own, or not notice, is answered in ours. */
export function readFraming(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const { socket, headers, httpVersion } = request.raw;
    const answers = underWay.get(socket) ?? new Set();
    underWay.set(socket, answers.add(reply.raw));
    reply.raw.once('close', () => answers.delete(reply.raw));
    const isClear = headers.host === undefined ? httpVersion !== '1.1' : HOST.test(headers.host);
    done(isClear ? undefined : unreadable());
  });
  const server = fastify.server as Server;
  // An expectation that nobody knows may be left unfulfilled (RFC 9110 §10.1.1); Node would answer it bare.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}

/** An address that cannot be decoded names nothing, and is counted as whatever names nothing. */
export function answerBadAddress(log: Log, limits: RateLimits) {
  return (_error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const answer = (refusal: AppError) => {
      void reply.headers({ ...SECURITY_HEADERS, 'x-request-id': request.id });
      sendProblem(refusal, request, reply);
      const { id: requestId, method, problem: code } = request;
      log.info({ requestId, method, route: 'unmatched', status: reply.statusCode, code }, 'request');
    };
    limits.consume(request.ip, null).then(
      () => answer(notFound()),
      (refusal: AppError) => answer(refusal),
    );
  };
}

/** What Node's parser gives up on never becomes a request: it is answered here, in the same words as the rest. */
export function answerUnreadable(log: Log): (error: Error, socket: Socket) => void {
  return (error, socket) => {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    void afterAnswers(socket).then(() => refuse(socket, code));
  };

  function refuse(socket: Socket, code: string): void {
    if (!socket.writable) return void socket.destroy();
    const requestId = newId();
    const { status, headers, body } = problemOf(refusalOf(code), requestId, undefined);
    log.info({ requestId, status, code: body.code }, 'unreadable request');
    const text = JSON.stringify(body);
    const lines = Object.entries({
      ...headers,
      connection: 'close',
      'content-length': String(Buffer.byteLength(text)),
      ...SECURITY_HEADERS,
      'x-request-id': requestId,
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${text}`);
  }
}

/** Requests that came whole before the unreadable bytes keep their answers, and none is mixed with another. */
async function afterAnswers(socket: Socket): Promise<void> {
  const whole = [...(underWay.get(socket) ?? [])].filter(({ req }) => req.complete);
  await Promise.all(whole.map((answer) => new Promise((resolve) => answer.once('close', resolve))));
}

function refusalOf(code: string) {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return requestTimeout();
  if (code === 'HPE_HEADER_OVERFLOW') return headersTooLarge();
  return unreadable();
}
