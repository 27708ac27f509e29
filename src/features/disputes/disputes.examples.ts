import { alreadyDisputed, disputeTooLate } from './disputes.errors.js';
import type { Day } from '../../kernel/days.js';
import type { AppError } from '../../kernel/errors.js';
import type { DisputeId } from '../../kernel/ids.js';
import { DISPUTE, SIGN_OFF } from '../../platform/openapi/example-world.js';

const GROUNDS = 'J’ai fait la toilette seule devant Claire le 10 mars, elle l’a dite conforme.';
const REASON = 'La fiche du 10 mars le montre : ce n’était pas à refuser.';

export const DISPUTES_EXAMPLES: Readonly<Record<string, unknown>> = {
  'DisputeResponse.id': DISPUTE,
  'DisputeResponse.about': { kind: 'sign_off', id: SIGN_OFF },
  'DisputeResponse.status': 'open',
  'DisputeResponse.grounds': GROUNDS,
  'DisputeResponse.onBehalfOf': null,
  'DisputeResponse.dueOn': '2026-03-27',
  'DisputeResponse.overdue': false,
  'DisputeResponse.ruling': null,
  'DisputeResponse.withdrawal': null,
  'RulingResponse.ruling': 'fact_overturned',
  'RulingResponse.reason': REASON,
  DisputeBody: {
    about: { kind: 'sign_off', id: SIGN_OFF },
    grounds: GROUNDS,
  },
  'ContestedFactResponse.id': SIGN_OFF,
  'ContestedFactResponse.kind': 'sign_off',
  'ContestedFactResponse.ruling': null,
  'ContestedFactRulingResponse.reason': 'Elle était présente ce jour-là : l’arrêt commençait le lendemain.',
  RulingBody: {
    ruling: 'fact_overturned',
    reason: REASON,
  },
};

export const DISPUTES_REFUSALS: readonly AppError[] = [
  disputeTooLate('2026-04-11' as Day),
  alreadyDisputed(DISPUTE as DisputeId),
];
