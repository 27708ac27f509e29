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
  /** Mappings between ladders of one training centre, or of the platform. */
  ladder_mappings: { name: 'ladder_mappings', limit: 500, unit: 'items' },
  /** Drafts among both, of one owner: those that nobody uses yet. */
  drafts: { name: 'drafts', limit: 100, unit: 'items' },
  /** Files of one contract that were not withdrawn. */
  evidence_files: { name: 'evidence_files', limit: 1_000, unit: 'items' },
  /** Their bytes. */
  evidence_bytes: { name: 'evidence_bytes', limit: 2_048 * MIB, unit: 'bytes' },
} as const satisfies Record<string, Quota>;
