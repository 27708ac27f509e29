/** `high` withdraws the missions that it names until it is reviewed; `low` informs only. */
export const CONCERN_SEVERITIES = ['low', 'high'] as const;
export type ConcernSeverity = (typeof CONCERN_SEVERITIES)[number];

/** A concern that nobody has reviewed, as entitlements see it: without its text. */
export interface OpenConcern {
  readonly severity: ConcernSeverity;
  /** Codes of the contract's ladder. */
  readonly missions: readonly string[];
}
