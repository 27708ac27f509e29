import type { Day } from '../../kernel/days.js';
import type { MandateId } from '../../kernel/ids.js';
import { mandateFixed } from './external-ids/external-ids.errors.js';
import { mainTutorOverlap, mandateExists } from './mandates.errors.js';
import type { AppError } from '../../kernel/errors.js';
import { CLAIRE, MANDATE, claire } from '../../platform/openapi/example-world.js';

export const MANDATES_EXAMPLES: Readonly<Record<string, unknown>> = {
  'MandateResponse.id': MANDATE,
  'MandateResponse.endedAt': null,
  'AbsenceResponse.from': '2026-03-16',
  'AbsenceResponse.to': '2026-03-20',
  'AbsenceResponse.plannedTo': '2026-03-20',
  'AbsenceResponse.endedAt': null,
  EndAbsenceBody: { on: '2026-03-18' },
  MandateBody: { personId: CLAIRE, role: 'main_tutor', from: '2025-09-01' },
  MandateHolderResponse: claire,
  EndMandateBody: { on: '2026-04-01' },
  AbsenceBody: { from: '2026-03-16', to: '2026-03-20' },
  'MandateResponse.contested': [],
  'MandateResponse.externalId': 'RH-T-0142',
  PutMandateBody: { personId: CLAIRE, role: 'main_tutor', from: '2025-09-01' },
};

const HELD = { ...claire, id: MANDATE as MandateId, from: '2025-09-01' as Day, until: null };

export const MANDATES_REFUSALS: readonly AppError[] = [
  mainTutorOverlap(HELD),
  mandateExists(HELD),
  mandateFixed(HELD),
];
