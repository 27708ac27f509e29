/** The SQLSTATE of a driver's error, through TypeORM's wrapping or not. */
export function hasSqlState(error: unknown, ...states: readonly string[]): boolean {
  const code = driverError(error)?.['code'];
  return typeof code === 'string' && states.includes(code);
}

/** True when `error` says that the constraint or unique index of that name refused a row. */
export function violates(error: unknown, constraint: string): boolean {
  return driverError(error)?.['constraint'] === constraint;
}

function driverError(error: unknown): Record<string, unknown> | null {
  if (typeof error !== 'object' || error === null) return null;
  const inner = (error as { driverError?: unknown }).driverError;
  return (typeof inner === 'object' && inner !== null ? inner : error) as Record<string, unknown>;
}
