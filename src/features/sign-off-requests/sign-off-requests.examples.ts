import { alreadyClaimed } from './sign-off-requests.errors.js';
import type { Instant } from '../../kernel/days.js';
import type { AppError } from '../../kernel/errors.js';
import type { PersonId } from '../../kernel/ids.js';
import { CLAIRE, SIGN_OFF_REQUEST } from '../../platform/openapi/example-world.js';

export const SIGN_OFF_REQUESTS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'SignOffRequestResponse.id': SIGN_OFF_REQUEST,
  'SignOffRequestResponse.status': 'claimed',
  'SignOffRequestResponse.endedBy': null,
  'SignOffRequestResponse.endedAt': null,
  'RequestedItemResponse.competencyTitle': 'Accompagner les personnes dans les actes essentiels de la vie',
  'RequestedItemResponse.levelTitle': 'Tâches simples',
  'RequestedItemResponse.signOffId': null,
  'RequestedItemResponse.outcome': null,
  'RequestedItemResponse.obsolete': false,
  'RequestClaimResponse.claimedAt': '2026-03-12T08:00:00.000Z',
  'RequestClaimResponse.lapsesAt': '2026-03-15T08:00:00.000Z',
  'RequestRouteResponse.act': 'decide',
  'RequestRouteResponse.personIds': [CLAIRE],
  SignOffRequestBody: { items: [{ competency: 'C1', level: 'simple_tasks' }] },
};

export const SIGN_OFF_REQUESTS_REFUSALS: readonly AppError[] = [
  alreadyClaimed(
    { claimedBy: CLAIRE as PersonId, claimedAt: '2026-03-12T08:00:00.000Z' as Instant, attempt: 0 },
    'claimed',
    ['decide', 'withdraw'],
  ),
];
