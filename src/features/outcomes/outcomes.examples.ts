import type { AppError } from '../../kernel/errors.js';
import { noOutcomeYet } from './outcomes.errors.js';

export const OUTCOMES_EXAMPLES: Readonly<Record<string, unknown>> = {
  OutcomeBody: { stage: 'six_months', diploma: 'obtained', situation: 'hired_here' },
  'OutcomeResponse.stage': 'six_months',
  'OutcomeResponse.diploma': 'obtained',
  'OutcomeResponse.situation': 'hired_here',
  'OutcomeResponse.side': 'training_centre',
};

export const OUTCOMES_REFUSALS: readonly AppError[] = [noOutcomeYet('cancelled')];
