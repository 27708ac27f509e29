import type { Day } from '../../kernel/days.js';
import type { Happening } from '../../platform/events/contract-history.js';

/** Neither ratings nor comments. The employer's HR do not see it at all: policy `events_of_self_assessments`. */
export const selfAssessmentRecorded = (selfAssessmentId: string, on: Day): Happening => ({
  type: 'self_assessment.recorded',
  data: { selfAssessmentId, on },
});
