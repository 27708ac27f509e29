import type { AppError } from '../../kernel/errors.js';
import type { Day } from '../../kernel/days.js';
import { EHPAD } from '../../platform/openapi/example-world.js';
import { placementOverlap } from './placements.errors.js';

const HOST = { name: 'Crèche Les Lutins', siret: '77937827200016' };
const AGREEMENT = { reference: 'ACC-2026-04', signedOn: '2026-02-20', sentOn: '2026-02-23' };
const DAYS = { from: '2026-03-02', to: '2026-03-27' };

export const PLACEMENTS_EXAMPLES: Readonly<Record<string, unknown>> = {
  PlacementBody: { kind: 'host_company', host: HOST, structureType: 'EAJE', ...DAYS, agreement: AGREEMENT },
  PlacementCorrectionBody: {
    kind: 'host_company',
    host: HOST,
    structureType: 'EAJE',
    ...DAYS,
    reason: 'Dates',
  },
  EndPlacementBody: { on: '2026-03-16', reason: 'Travaux' },
  PlacementWithdrawalBody: { reason: 'Saisi par erreur' },
  PlacementHostResponse: { id: EHPAD, ...HOST },
  PlacementAgreementResponse: AGREEMENT,
  'PlacementResponse.alternant': 'Inès Moreau',
  'PlacementResponse.tutorName': 'Léa Fabre',
  'PlacementResponse.structureType': 'EAJE',
  'TeamMemberResponse.host': 'Crèche Les Lutins',
  EntitlementHostResponse: { name: 'Crèche Les Lutins', structureType: 'EAJE', ...DAYS },
};

export const PLACEMENTS_REFUSALS: readonly AppError[] = [
  placementOverlap({ hostName: HOST.name, from: '2026-03-02' as Day, until: '2026-03-28' as Day }),
];
