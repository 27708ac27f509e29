/** How much may be stored for somebody, in one place: nothing that a caller can pile up is without a bound. */
export interface Quota {
  readonly name: string;
  readonly limit: number;
  readonly unit: 'items' | 'bytes';
}

const MIB = 1024 * 1024;

export const QUOTAS = {
  /** Frameworks of one training centre, or of the platform: drafts and published versions. */
  frameworks: { name: 'frameworks', limit: 500, unit: 'items' },
  /** Ladders of one training centre, or of the platform: drafts and published revisions. */
  ladders: { name: 'ladders', limit: 1_000, unit: 'items' },
  /** Drafts among both, of one owner: those that nobody uses yet. */
  drafts: { name: 'drafts', limit: 100, unit: 'items' },
  /** Files of one contract that were not withdrawn. */
  evidence_files: { name: 'evidence_files', limit: 1_000, unit: 'items' },
  /** Their bytes. */
  evidence_bytes: { name: 'evidence_bytes', limit: 2_048 * MIB, unit: 'bytes' },
  /** Bytes of all contracts of one employer: its people add most of them, so what they pile up is in nobody else's way. */
  evidence_bytes_of_employer: {
    name: 'evidence_bytes_of_employer',
    limit: 100 * 1_024 * MIB,
    unit: 'bytes',
  },
  /** API clients of one organisation that were not revoked and whose last day is not over. */
  api_clients: { name: 'api_clients', limit: 50, unit: 'items' },
  /** Invitations to one organisation, or as platform administrator, that may still be accepted or withdrawn. */
  invitations: { name: 'invitations', limit: 1_000, unit: 'items' },
} as const satisfies Record<string, Quota>;
