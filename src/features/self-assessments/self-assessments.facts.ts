import { factRow, type Fact } from '../contract-history/contract-history.types.js';
import type { SelfAssessmentEntity } from './self-assessment.entity.js';
import type { SelfAssessor } from './self-assessments.policy.js';
import type { SelfAssessment } from './self-assessments.types.js';

/** The event holds neither ratings nor comments. The employer's HR do not see it at all: policy `events_of_self_assessments`. */
export const selfAssessmentRecorded = (
  by: SelfAssessor,
  { id, on, items }: Pick<SelfAssessment, 'id' | 'on' | 'items'>,
): Fact => ({
  event: { type: 'self_assessment.recorded', data: { selfAssessmentId: id, on } },
  rows: [
    factRow<SelfAssessmentEntity>('self_assessments', { id, assessedBy: by.personId, onDay: on, items }),
  ],
});
