import { expect, test } from '@jest/globals';
import { rowIn } from '../../../src/features/contract-history/contract-history.types.js';
import type { ReviewAnswerEntity } from '../../../src/features/reviews/review-answer.entity.js';
import { reviewAnswered, sectionSigned } from '../../../src/features/reviews/reviews.facts.js';
import {
  partIn,
  partsOf,
  requireCloser,
  requireReviewPlanner,
  requireSpeaker,
} from '../../../src/features/reviews/reviews.policy.js';
import {
  allowedActs,
  completableFrom,
  explains,
  findSectionMistakes,
  foldReview,
} from '../../../src/features/reviews/reviews.rules.js';
import type { ReviewPart, ReviewRow } from '../../../src/features/reviews/reviews.types.js';
import type { Day, Instant } from '../../../src/kernel/days.js';
import type { ContractId, Id, ReviewId } from '../../../src/kernel/ids.js';
import { person } from '../ladder/world.js';
import { AWAY, codeOf, everybody, held, team, today } from '../mandates/team.js';

const at = '2026-03-12T08:00:00.000Z' as Instant;
const row: ReviewRow = {
  id: 'review' as ReviewId,
  contractId: 'contract' as ContractId,
  kind: 'review',
  sequence: 1,
  recordedAt: at,
  recordedBy: person('referent'),
  on: '2026-03-01' as Day,
  mode: 'centre',
  place: 'Salle 2',
  amends: null,
  amendedBy: null,
  steps: [],
  sections: [],
  answers: [],
  readsTexts: true,
};
const step = (kind: 'moved' | 'held' | 'closed', on: string | null = null) => ({
  kind,
  on: on as Day | null,
  mode: on === null ? null : ('remote' as const),
  place: null,
  reason: null,
  recordedAt: at,
  recordedBy: person('referent'),
});
const section = (part: ReviewPart, sequence: number) => ({
  part,
  sequence,
  items: [],
  recordedAt: at,
  writtenBy: person(part),
});
const answer = (part: ReviewPart) => ({
  part,
  agrees: true,
  comment: null,
  asOf: 6,
  recordedAt: at,
  answeredBy: person(part),
});
const written = [
  section('alternant', 3),
  section('tutor', 4),
  section('alternant', 5),
  section('referent', 6),
];

test('the last day and the last section of each part count, and who is missing is awaited', () => {
  const moved = foldReview({ ...row, steps: [step('moved', '2026-03-05')] });
  expect(moved).toMatchObject({
    status: 'planned',
    on: '2026-03-05',
    mode: 'remote',
    place: null,
    awaited: [],
  });
  const steps = [step('held', '2026-03-05')];
  expect(foldReview({ ...row, steps, sections: written.slice(0, 2) })).toMatchObject({
    status: 'held',
    asOf: null,
    awaited: ['referent'],
  });
  const whole = foldReview({ ...row, steps, sections: written, answers: [answer('tutor')] });
  expect(whole).toMatchObject({ asOf: 6, awaited: ['alternant', 'referent'] });
  expect(whole.sections.map(({ sequence }) => sequence)).toEqual([5, 4, 6]);
  expect(foldReview({ ...row, steps, readsTexts: false }).awaited).toEqual([]);
});

test('what is signed is written anew until somebody answers; what is closed is not touched again', () => {
  const acts = (values: Partial<ReviewRow>) => allowedActs(foldReview({ ...row, ...values }));
  expect(acts({})).toEqual(['change', 'cancel', 'confirm']);
  const steps = [step('held', '2026-03-05')];
  expect(acts({ steps })).toEqual(['cancel', 'write', 'complete']);
  expect(acts({ steps, sections: written })).toEqual(['write', 'answer', 'complete']);
  expect(acts({ steps, sections: written, answers: [answer('tutor')] })).toEqual(['answer', 'complete']);
  expect(acts({ steps: [...steps, step('closed')] })).toEqual([]);
});

test('each of the three writes of their own topics, each once', () => {
  const codes = (part: ReviewPart, ...topics: ('strengths' | 'synthesis' | 'experience')[]) =>
    findSectionMistakes(
      part,
      topics.map((topic) => ({ topic })),
    ).map(({ pointer, code }) => `${pointer} ${code}`);
  expect(codes('tutor', 'strengths')).toEqual([]);
  expect(codes('tutor', 'experience', 'synthesis')).toEqual([
    '/items/0/topic unknown_topic',
    '/items/1/topic unknown_topic',
  ]);
  expect(codes('alternant', 'strengths', 'strengths')).toEqual(['/items/1/topic duplicate_item']);
});

test('a disagreement takes ten characters, an agreement none', () => {
  expect([explains({ agrees: true, comment: null }), explains({ agrees: false, comment: null })]).toEqual([
    true,
    false,
  ]);
  expect(explains({ agrees: false, comment: '   123456789   ' })).toBe(false);
  expect(explains({ agrees: false, comment: '1234567890' })).toBe(true);
});

test('the alternant, the main tutor or who stands in, and the referent speak; nobody at the host of a placement does', () => {
  const speaks = (name: string, of = everybody) => partsOf(person(name), of, today);
  expect(speaks('ines')).toEqual(['alternant']);
  expect(
    ['main_tutor', 'co_tutor', 'substitute', 'observer', 'referent'].map((role) => speaks(role)),
  ).toEqual([['tutor'], [], [], [], ['referent']]);
  const away = team(held('main_tutor', { absences: AWAY }), held('co_tutor'), held('substitute'));
  expect([speaks('main_tutor', away), speaks('co_tutor', away), speaks('substitute', away)]).toEqual([
    ['tutor'],
    ['tutor'],
    [],
  ]);
  const host = team(held('co_tutor', { placementId: 'p' as never }));
  expect(speaks('co_tutor', host)).toEqual([]);
});

test('whoever is both tutor and referent speaks for one of them, and stays with it', () => {
  const both = team(
    held('main_tutor', { personId: person('p') }),
    held('referent', { personId: person('p') }),
  );
  const none = { sections: [], answers: [] };
  expect(partIn(none, person('p'), both, today)).toBe('tutor');
  const before = { sections: [{ ...section('referent', 3), writtenBy: person('p') }], answers: [] };
  expect(partIn(before, person('p'), both, today)).toBe('referent');
  const alone = team(held('main_tutor', { personId: person('p') }));
  expect(codeOf(() => requireSpeaker(before, person('p'), alone, today))).toBe('forbidden');
  expect(codeOf(() => requireSpeaker(none, person('observer'), everybody, today))).toBe('mandate_missing');
});

test('the referent, tutors and the centre plan; the referent and the centre close; the alternant does neither', () => {
  const by = (name: string, administersCentre = false) => ({ personId: person(name), administersCentre });
  const plans = (...asked: Parameters<typeof by>) =>
    codeOf(() => requireReviewPlanner(by(...asked), everybody, today));
  const closes = (...asked: Parameters<typeof by>) =>
    codeOf(() => requireCloser(by(...asked), everybody, today));
  expect([plans('substitute'), plans('referent'), plans('nobody', true)]).toEqual([null, null, null]);
  expect([plans('observer'), plans('ines', true)]).toEqual(['mandate_missing', 'mandate_missing']);
  expect([closes('referent'), closes('nobody', true)]).toEqual([null, null]);
  expect([closes('main_tutor'), closes('ines', true)]).toEqual(['mandate_missing', 'mandate_missing']);
});

test('the history tells that somebody wrote or disagreed, never what', () => {
  const speaker = requireSpeaker({ sections: [], answers: [] }, person('main_tutor'), everybody, today);
  const id = 'new' as Id<'review_section'> & Id<'review_answer'>;
  const wrote = sectionSigned(speaker, row, id, [{ topic: 'strengths', text: 'Patiente' }]);
  expect(wrote.event).toEqual({
    type: 'review.section_signed',
    data: { reviewId: 'review', kind: 'review', part: 'tutor' },
  });
  const dissent = reviewAnswered(speaker, row, id, { agrees: false, comment: 'Rien de tel', asOf: 6 });
  expect(dissent.event).toEqual({
    type: 'review.disagreed',
    data: { reviewId: 'review', kind: 'review', part: 'tutor', asOf: 6 },
  });
  expect(rowIn<ReviewAnswerEntity>([dissent], 'review_answers')).toMatchObject({
    comment: 'Rien de tel',
    agrees: false,
  });
});

test.each([
  ['2026-03-01', '2026-03-02', '2026-03-17'],
  ['2026-03-02', '2026-03-01', '2026-03-17'],
  ['2025-10-02', '2026-03-12', '2026-03-27'],
])('held on %s and confirmed on %s, it is closed without somebody from %s', (on, confirmedOn, from) => {
  expect(completableFrom(on as Day, confirmedOn as Day)).toBe(from);
});
