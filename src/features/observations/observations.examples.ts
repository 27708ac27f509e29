import { CONTRACT, id, OBSERVATION } from '../../platform/openapi/example-world.js';

export const OBSERVATIONS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'ObservationResponse.id': OBSERVATION,
  ObservationBody: {
    observedOn: '2026-03-12',
    mission: 'mea_01',
    items: [{ competency: 'C1', level: 'simple_tasks', outcome: 'performed' }],
  },
  ObservationBatchBody: {
    items: [
      {
        clientId: id(51),
        contractId: CONTRACT,
        observedOn: '2026-03-12',
        unit: 'Les Tilleuls',
        items: [{ competency: 'C1', level: 'simple_tasks', outcome: 'performed' }],
      },
    ],
  },
  WithdrawalBody: { reason: 'Erreur de saisie : ce n’était pas ce jour-là.' },
};
