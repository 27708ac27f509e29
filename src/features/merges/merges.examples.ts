import type { AppError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import { CLAIRE, id, INES } from '../../platform/openapi/example-world.js';
import { mergeNotUndoable, mergeRefused } from './merges.errors.js';

const MERGE = id(61);
const DUPLICATE = id(62);

export const MERGES_EXAMPLES: Readonly<Record<string, unknown>> = {
  MergeBody: { duplicateId: DUPLICATE, reason: 'Enregistrée deux fois lors de l’import de septembre.' },
  MergeResponse: {
    id: MERGE,
    keptId: INES,
    duplicateId: DUPLICATE,
    reason: 'Enregistrée deux fois lors de l’import de septembre.',
    mergedBy: CLAIRE,
    mergedAt: '2026-03-12T09:00:00.000Z',
    undoableUntilOn: '2026-04-11',
    undoneBy: null,
    undoneAt: null,
  },
  'MergeEffectResponse.detail': 'Le rôle « alternant » dans « CFA Santé Loire » passe à la fiche gardée.',
  'MergeObstacleResponse.detail': 'Les dates de naissance diffèrent : ce sont deux personnes.',
};

export const MERGES_REFUSALS: readonly AppError[] = [
  mergeRefused([
    {
      code: 'other_birth_date',
      detail: bilingual('Les dates de naissance diffèrent.', 'The birth dates differ.'),
    },
  ]),
  mergeNotUndoable([
    {
      code: 'too_late',
      detail: bilingual('Une fusion s’annule pendant 30 jours.', 'A merge can be undone for 30 days.'),
    },
  ]),
];
