import compress from '@fastify/compress';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { addVary } from './vary.js';

/** Less than that arrives in the first round trip of a connection as it is: compressing a ladder would double what it costs. */
const THRESHOLD_BYTES = 14_000;
/** Where answers may be large. What machines ask every second is small, and costs nothing here. */
const LARGE = /^\/(v1|docs)(\/|$)/;
const STRONG = /^"(.*)"$/;

/**
 * Compresses what is read and large, with brotli or gzip as the caller takes them. What is answered to POST, PUT and PATCH never
 * is: tokens and secrets are shown there, beside what the caller sent, and the length of a compressed answer would tell of them.
 * A download is compressed as it is made. Bodies of requests are taken as they are, never inflated.
 */
export async function compressReads(fastify: FastifyInstance): Promise<void> {
  fastify.addHook('onRoute', (route) => {
    const isRead = [route.method].flat().every((method) => method === 'GET' || method === 'HEAD');
    if (!isRead || !LARGE.test(route.url)) route.compress = false;
  });
  await fastify.register(compress, {
    globalDecompression: false,
    encodings: ['br', 'gzip'],
    threshold: THRESHOLD_BYTES,
  });
  fastify.addHook('onRoute', (route) => {
    if (route.compress === false) return;
    route.onSend = [route.onSend ?? []].flat().concat((_request, reply, payload, done) => {
      nameEncoding(reply);
      done(null, payload);
    });
  });
}

/** A version in another coding is other bytes, so it has another strong tag (RFC 9110 §8.8.3); `If-Match` takes both. */
function nameEncoding(reply: FastifyReply): void {
  addVary(reply, 'Accept-Encoding');
  const encoding = reply.getHeader('content-encoding');
  const tag = STRONG.exec(String(reply.getHeader('etag') ?? ''))?.[1];
  if (typeof encoding === 'string' && tag !== undefined) reply.header('etag', `"${tag}-${encoding}"`);
}
