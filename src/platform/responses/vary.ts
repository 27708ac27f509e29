import type { FastifyReply } from 'fastify';

/** Says that the answer depends on these request headers, beside those that were said before. */
export function addVary(reply: FastifyReply, ...names: readonly string[]): void {
  const stated = [reply.getHeader('vary') ?? []].flat().join(', ');
  const known = stated.toLowerCase().split(/\s*,\s*/);
  const missing = names.filter((name) => !known.includes(name.toLowerCase()));
  if (missing.length > 0) reply.header('vary', [...(stated === '' ? [] : [stated]), ...missing].join(', '));
}
