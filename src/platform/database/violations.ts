/** The SQLSTATE of a driver's error, through TypeORM's wrapping or not. */
export function hasSqlState(error: unknown, ...states: readonly string[]): boolean {
  const state = stateOf(error);
  return state !== null && states.includes(state);
}

/** The SQLSTATE, or the system's code of a connection that failed; null when the error has neither. */
export function stateOf(error: unknown): string | null {
  const code = driverError(error)?.['code'];
  return typeof code === 'string' ? code : null;
}

/** ERROR, FATAL or PANIC when PostgreSQL itself said so; null when the error comes from elsewhere. */
export function severityOf(error: unknown): string | null {
  const severity = driverError(error)?.['severity'];
  return typeof severity === 'string' ? severity : null;
}

/** The constraint or unique index that refused a row; null when the error is not that. */
export function constraintOf(error: unknown): string | null {
  const constraint = driverError(error)?.['constraint'];
  return typeof constraint === 'string' ? constraint : null;
}

/** True when `error` says that the constraint or unique index of that name refused a row. */
export function violates(error: unknown, constraint: string): boolean {
  return constraintOf(error) === constraint;
}

function driverError(error: unknown): Record<string, unknown> | null {
  if (typeof error !== 'object' || error === null) return null;
  const inner = (error as { driverError?: unknown }).driverError;
  return (typeof inner === 'object' && inner !== null ? inner : error) as Record<string, unknown>;
}
