import { INES, SIGN_OFF_REQUEST, ines } from '../../platform/openapi/example-world.js';

export const QUEUE_EXAMPLES: Readonly<Record<string, unknown>> = {
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
  AwaitedAlternantResponse: ines,
};
