import { bilingual, type Bilingual } from './language.js';

/** How much may be stored for somebody, in one place: nothing that a caller can pile up is without a bound. */
export interface Quota {
  readonly name: string;
  readonly limit: number;
  readonly unit: 'items' | 'bytes';
  /** What is counted, as people call it. */
  readonly of: Bilingual;
}

const MIB = 1024 * 1024;

export const QUOTAS = {
  /** Frameworks of one training centre, or of the platform: drafts and published versions. */
  frameworks: { name: 'frameworks', limit: 500, unit: 'items', of: bilingual('référentiels', 'frameworks') },
  /** Ladders of one training centre, or of the platform: drafts and published revisions. */
  ladders: { name: 'ladders', limit: 1_000, unit: 'items', of: bilingual('parcours', 'ladders') },
  /** Mappings between ladders of one training centre, or of the platform. */
  ladder_mappings: {
    name: 'ladder_mappings',
    limit: 500,
    unit: 'items',
    of: bilingual('correspondances', 'mappings'),
  },
  /** Drafts among both, of one owner: those that nobody uses yet. */
  drafts: { name: 'drafts', limit: 100, unit: 'items', of: bilingual('brouillons', 'drafts') },
  /** Files of one contract that were not withdrawn. */
  evidence_files: {
    name: 'evidence_files',
    limit: 1_000,
    unit: 'items',
    of: bilingual('fichiers sur ce contrat', 'files on this contract'),
  },
  /** Their bytes. */
  evidence_bytes: {
    name: 'evidence_bytes',
    limit: 2_048 * MIB,
    unit: 'bytes',
    of: bilingual('Mio de fichiers sur ce contrat', 'MiB of files on this contract'),
  },
  /** Bytes of all contracts of one employer: its people add most of them, so what they pile up is in nobody else's way. */
  evidence_bytes_of_employer: {
    name: 'evidence_bytes_of_employer',
    limit: 100 * 1_024 * MIB,
    unit: 'bytes',
    of: bilingual('Mio de fichiers chez cet employeur', 'MiB of files at this employer'),
  },
  /** API clients of one organisation that were not revoked and whose last day is not over. */
  api_clients: {
    name: 'api_clients',
    limit: 50,
    unit: 'items',
    of: bilingual('clients d’API', 'API clients'),
  },
  /** Private addresses of one calendar that were not revoked. */
  calendar_links: {
    name: 'calendar_links',
    limit: 10,
    unit: 'items',
    of: bilingual('adresses de calendrier', 'calendar addresses'),
  },
  /** Credentials that were made of one contract, revoked ones too. */
  level_credentials: {
    name: 'level_credentials',
    limit: 100,
    unit: 'items',
    of: bilingual('justificatifs de ce contrat', 'credentials of this contract'),
  },
  /** What was recorded of what became of one alternant. */
  contract_outcomes: {
    name: 'contract_outcomes',
    limit: 50,
    unit: 'items',
    of: bilingual('suites de ce contrat', 'outcomes of this contract'),
  },
  /** Employers that one training centre proposes, and that have not joined. */
  employer_proposals: {
    name: 'employer_proposals',
    limit: 500,
    unit: 'items',
    of: bilingual('employeurs proposés', 'proposed employers'),
  },
  /** Tutors whom one training centre proposes, and of whom nobody has decided. */
  proposed_tutors: {
    name: 'proposed_tutors',
    limit: 2_000,
    unit: 'items',
    of: bilingual('tuteurs proposés', 'proposed tutors'),
  },
  /** Alternants whom one employer asks to meet, in a day. */
  prospect_contacts: {
    name: 'prospect_contacts',
    limit: 20,
    unit: 'items',
    of: bilingual('demandes de contact aujourd’hui', 'contacts asked for today'),
  },
  /** What one employer checked of one of its tutors. */
  tutor_proofs: {
    name: 'tutor_proofs',
    limit: 100,
    unit: 'items',
    of: bilingual('preuves pour ce tuteur', 'proofs of this tutor'),
  },
  /** Invitations to one organisation, or as platform administrator, that may still be accepted or withdrawn. */
  invitations: {
    name: 'invitations',
    limit: 1_000,
    unit: 'items',
    of: bilingual('invitations en attente', 'open invitations'),
  },
} as const satisfies Record<string, Quota>;
