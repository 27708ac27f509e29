import { DEPARTURE_EXAMPLES } from '../mandates/departures/departures.examples.js';
import { CLAIRE, INES, ines, SIGN_OFF_REQUEST } from '../../platform/openapi/example-world.js';

/** The same for requests, and for the queue in which they wait. */
export const REQUEST_EXAMPLES: Readonly<Record<string, unknown>> = {
  'SignOffRequestResponse.id': SIGN_OFF_REQUEST,
  'SignOffRequestResponse.status': 'claimed',
  'SignOffRequestResponse.endedBy': null,
  'SignOffRequestResponse.endedAt': null,
  'RequestedItemResponse.signOffId': null,
  'RequestedItemResponse.outcome': null,
  'RequestedItemResponse.gone': false,
  'RequestClaimResponse.claimedAt': '2026-03-12T08:00:00.000Z',
  'RequestClaimResponse.lapsesAt': '2026-03-15T08:00:00.000Z',
  'RequestRouteResponse.act': 'decide',
  'RequestRouteResponse.personIds': [CLAIRE],
  ...DEPARTURE_EXAMPLES,
  'AwaitingResponse.kind': 'sign_off_request',
  'AwaitingResponse.id': SIGN_OFF_REQUEST,
  'AwaitingResponse.alternant': ines,
  'AwaitingResponse.since': '2026-03-12T08:00:00.000Z',
  'AwaitingResponse.detail': {
    act: 'decide',
    as: 'main_tutor',
    status: 'submitted',
    askedBy: INES,
    items: [{ competency: 'C1', level: 'simple_tasks' }],
  },
  'QueueResponse.counts': {
    sign_off_request: 1,
    level_decision: 0,
    co_signature: 0,
    concern_review: 0,
    absence_to_cover: 0,
    mandate_to_replace: 0,
    dispute: 0,
    journal_entry: 0,
    revocation_proposal: 0,
    contested_fact: 0,
  },
  SignOffRequestBody: { items: [{ competency: 'C1', level: 'simple_tasks' }] },
  AwaitedAlternantResponse: ines,
};
