import pg from 'pg';
import { goesBeside } from './beside.js';

/** What `pg` is asked, as far as it matters here: a text with values and no name is planned at each call. */
interface Asked {
  readonly text?: unknown;
  readonly name?: unknown;
  readonly values?: readonly unknown[];
}

/** Databases whose applications send every statement as in production: of a test that is about how one is planned. */
export const SENT_UNNAMED = new Set<string>();

const names = new Map<string, string>();

/**
 * PostgreSQL takes longer to plan a read, with all its policies, than to answer it from the few rows of a test. So what an
 * application in this process asks goes under a name, and is planned once for each of its connections; what comes of it is the
 * same. Processes of their own, the owner, and whoever reads in batches, send what they send in production.
 */
const query: (this: pg.Client, asked: Asked, ...rest: unknown[]) => unknown = pg.Client.prototype.query;

Object.assign(pg.Client.prototype, {
  query(this: pg.Client & { readonly connectionParameters: Parameters }, asked: Asked, ...rest: unknown[]) {
    const { application_name: application, database } = this.connectionParameters;
    goesBeside(this, asked);
    const isOurs = application === 'palier-api' && !SENT_UNNAMED.has(database);
    return query.call(this, isOurs ? named(asked) : asked, ...rest);
  },
});

interface Parameters {
  readonly application_name?: string;
  readonly database: string;
}

function named(asked: Asked): Asked {
  const { text, name, values = [] } = asked;
  if (typeof text !== 'string' || name !== undefined || values.length === 0 || 'submit' in asked)
    return asked;
  const known = names.get(text) ?? `test-${names.size}`;
  names.set(text, known);
  return { ...asked, name: known };
}
