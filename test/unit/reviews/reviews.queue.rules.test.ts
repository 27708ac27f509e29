import { expect, test } from '@jest/globals';
import { decideDueReview, decideReviewToSign } from '../../../src/features/reviews/reviews.queue.rules.js';
import { REVIEW_PARTS, type ReviewPart } from '../../../src/features/reviews/reviews.types.js';
import type { Day, Instant } from '../../../src/kernel/days.js';
import type { ContractId } from '../../../src/kernel/ids.js';
import { person } from '../ladder/world.js';
import { candidate, held, life, queued, reader, today } from '../mandates/team.js';

const team = queued(held('main_tutor'), held('referent'), held('observer'));
const NAMES = ['ines', 'main_tutor', 'referent', 'observer', 'nobody'];
const NAME_OF: Record<ReviewPart, string> = { alternant: 'ines', tutor: 'main_tutor', referent: 'referent' };
const acts = (on: string, wrote: readonly ReviewPart[], answered: readonly ReviewPart[] = []) =>
  NAMES.map((name) => {
    const facts = {
      kind: 'review' as const,
      on: on as Day,
      sections: wrote.map((part) => ({ part, writtenBy: person(NAME_OF[part]) })),
      answers: answered.map((part) => ({ part, answeredBy: person(NAME_OF[part]) })),
    };
    const since = `${on}T08:00:00.000Z` as Instant;
    return decideReviewToSign({ ...candidate(facts), since }, team, reader(name))?.detail['act'] ?? null;
  });

test('a review awaits whoever has not written, then whoever has not answered, and nobody else', () => {
  expect(acts(today, ['tutor'])).toEqual(['write', null, 'write', null, null]);
  expect(acts(today, REVIEW_PARTS, ['alternant'])).toEqual([null, 'answer', 'answer', null, null]);
});

test.each([
  ['2026-02-26', null],
  ['2026-02-25', 'complete'],
])('what was held on %s the referent, who did their part, is asked to: %s', (on, act) => {
  expect(acts(on, ['tutor', 'referent'])).toEqual(['write', null, act, null, null]);
});

test('what is late by the centre’s rule awaits the referent; what is only usual awaits nobody', () => {
  const facts = (rules: number) => ({
    contractId: 'contract' as ContractId,
    kind: 'apprenticeship' as const,
    life,
    reviews: [],
    rules: Array.from({ length: rules }, () => ({
      kind: 'review' as const,
      firstMonths: 2,
      everyMonths: null,
    })),
  });
  const asked = (name: string, rules = 1) =>
    decideDueReview(candidate(facts(rules)), team, reader(name))?.detail;
  expect(asked('referent')).toMatchObject({ reviews: [{ dueOn: '2026-03-01', state: 'late' }] });
  expect([asked('main_tutor'), asked('referent', 0)]).toEqual([undefined, undefined]);
});
