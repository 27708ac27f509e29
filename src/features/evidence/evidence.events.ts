import type { Happening } from '../../platform/events/contract-history.js';
import type { Evidence } from './evidence.types.js';

/** Never the name of a file: readers of the history may not be readers of comments. */

export const evidenceAdded = (
  evidence: Pick<
    Evidence,
    'id' | 'observationId' | 'signOffId' | 'journalEntryId' | 'mediaType' | 'size' | 'warningVersion'
  >,
): Happening => ({
  type: 'evidence.added',
  data: {
    evidenceId: evidence.id,
    observationId: evidence.observationId,
    signOffId: evidence.signOffId,
    journalEntryId: evidence.journalEntryId,
    mediaType: evidence.mediaType,
    size: evidence.size,
    warningVersion: evidence.warningVersion,
  },
});

export const evidenceTakenAway = (withdrawalId: string, evidenceId: string): Happening => ({
  type: 'evidence.withdrawn',
  data: { withdrawalId, evidenceId },
});
