import { CONCERN } from '../../platform/openapi/example-world.js';

export const CONCERNS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'ConcernResponse.id': CONCERN,
  'ConcernResponse.severity': 'high',
  'ConcernResponse.missions': ['mea_01'],
  'ConcernResponse.text': 'Textures non vérifiées avant la distribution, deux fois cette semaine.',
  'ConcernResponse.review': null,
  'ConcernReviewResponse.text': 'Revu ensemble : la vérification est faite à deux pendant une semaine.',
  ConcernBody: {
    severity: 'high',
    missions: ['mea_01'],
    text: 'Textures non vérifiées avant la distribution, deux fois cette semaine.',
  },
  ConcernReviewBody: { text: 'Revu ensemble : la vérification est faite à deux pendant une semaine.' },
};
