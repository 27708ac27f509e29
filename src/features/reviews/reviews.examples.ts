import type { Day } from '../../kernel/days.js';
import type { AppError } from '../../kernel/errors.js';
import { reviewChanged, stillAwaited } from './reviews.errors.js';

const REVIEW_ID = '0198c1d2-7a10-7c3e-9a51-5f6e7d8c9b20';

export const REVIEWS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'ReviewResponse.id': REVIEW_ID,
  'ReviewResponse.kind': 'review',
  'ReviewResponse.status': 'held',
  'ReviewResponse.on': '2026-03-12',
  'ReviewResponse.mode': 'centre',
  'ReviewResponse.place': 'Salle 2',
  'ReviewResponse.amends': null,
  'ReviewResponse.amendedBy': null,
  'ReviewResponse.asOf': 118,
  'ReviewResponse.awaited': ['referent'],
  'ReviewStepResponse.kind': 'held',
  'ReviewStepResponse.mode': 'centre',
  'ReviewStepResponse.place': 'Salle 2',
  'ReviewStepResponse.reason': null,
  'ReviewSectionResponse.part': 'tutor',
  'ReviewSectionItemResponse.topic': 'strengths',
  'ReviewSectionItemResponse.text': 'Attentive, ponctuelle, à l’aise dans les transferts.',
  'ReviewAnswerResponse.part': 'alternant',
  'ReviewAnswerResponse.agrees': false,
  'ReviewAnswerResponse.comment': 'Le temps prévu avec ma tutrice n’est pas tenu.',
  'ReviewAnswerResponse.asOf': 118,
  'DueReviewResponse.kind': 'review',
  'DueReviewResponse.state': 'soon',
  'DueReviewResponse.basis': 'centre',
  'DueReviewResponse.suspendedDays': 0,
  'DueReviewResponse.plannedReviewId': null,
  'DueReviewResponse.plannedOn': null,
  'ReviewRuleResponse.kind': 'review',
  'ReviewRuleResponse.firstMonths': 2,
  'ReviewRuleResponse.everyMonths': 6,
  ReviewBody: { kind: 'review', on: '2026-03-12', mode: 'centre', place: 'Salle 2' },
  ReviewChangeBody: { on: '2026-03-19', mode: 'remote' },
  ReviewReasonBody: { reason: 'La tutrice est absente cette semaine.' },
  ReviewConfirmationBody: { on: '2026-03-12' },
  ReviewSectionBody: {
    items: [{ topic: 'strengths', text: 'Attentive, ponctuelle, à l’aise dans les transferts.' }],
  },
  ReviewAnswerBody: { asOf: 118, agrees: true },
  ReviewRuleBody: { kind: 'review', firstMonths: 2, everyMonths: 6, from: '2026-09-01' },
};

export const REVIEWS_REFUSALS: readonly AppError[] = [reviewChanged(118), stillAwaited('2026-03-27' as Day)];
