/** What of an error may be kept: where and what kind, never a value that somebody sent or that a table holds. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack: readonly string[];
  readonly cause?: LoggedError;
  readonly [fact: string]: unknown;
}

/** Names that PostgreSQL and Node give to the place of an error. Its `detail`, `where`, `query`, `parameters` quote values. */
const FACTS = ['code', 'severity', 'schema', 'table', 'column', 'constraint', 'routine', 'syscall'];
const NAME = /^\w{1,80}$/;
const DEPTH = 4;

/**
 * An error for the log. Messages lose what they quote: PostgreSQL's `invalid input syntax for type date: "…"` and the
 * JSON parser's `"…" is not valid JSON` repeat what was sent.
 */
export function describeError(error: unknown, depth = DEPTH): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an Error', stack: [] };
  const { driverError, cause = driverError } = error as { driverError?: unknown; cause?: unknown };
  return {
    type: error.name,
    message: withoutQuotes(error.message),
    ...factsOf(error),
    stack: framesOf(error.stack),
    ...(cause !== undefined && depth > 1 ? { cause: describeError(cause, depth - 1) } : {}),
  };
}

/** From the first quote to the last: what is quoted may hold quotes. */
export const withoutQuotes = (message: string): string =>
  message.replace(/".*"/s, '"…"').replace(/'.*'/s, "'…'").replace(/`.*`/s, '`…`').slice(0, 500);

/** The frames alone: a stack begins with the message. */
export const framesOf = (stack: string | undefined): string[] =>
  (stack ?? '')
    .split('\n')
    .filter((line) => /^ +at /.test(line))
    .map((line) => line.trim());

function factsOf(error: Error): Record<string, string> {
  const facts = FACTS.map((fact) => [fact, (error as unknown as Record<string, unknown>)[fact]] as const);
  return Object.fromEntries(
    facts.filter((pair): pair is [string, string] => typeof pair[1] === 'string' && NAME.test(pair[1])),
  );
}
