import type pg from 'pg';

const beside = new WeakSet<pg.Client>();

/**
 * Whether what a connection is asked belongs to something that goes on meanwhile, as nobody in particular: who read what is
 * noted a little after it was read. A test that counts the statements of a request leaves it out. What every application asks
 * comes by here (planned-once.ts): it may have begun before anybody counts.
 */
export function goesBeside(client: pg.Client, asked: unknown): boolean {
  const text = typeof asked === 'string' ? asked : ((asked as { readonly text?: string }).text ?? '');
  if (text.includes(`app.set_actor('sign_in'`)) beside.add(client);
  const isBeside = beside.has(client);
  if (/^(commit|rollback)$/.test(text)) beside.delete(client);
  return isBeside;
}
