import { expect, test } from '@jest/globals';
import type { ConcernReview } from '../../../src/features/concerns/concern-review.entity.js';
import type { Concern } from '../../../src/features/concerns/concern.entity.js';
import { concernRaised, concernReviewed } from '../../../src/features/concerns/concerns.facts.js';
import { requireRaiser, requireReviewer } from '../../../src/features/concerns/concerns.policy.js';
import { decideConcern } from '../../../src/features/concerns/concerns.queue.rules.js';
import { rowIn } from '../../../src/features/contract-history/contract-history.types.js';
import type { ConcernId, Id } from '../../../src/kernel/ids.js';
import { person } from '../ladder/world.js';
import { AWAY, candidate, everybody, held, queued, reader, today, whoMay } from '../mandates/team.js';

const id = 'c' as ConcernId;
const SECRET = 'Madame Durand est tombée';

test('a concern is kept with its text, which the history never tells', () => {
  const by = requireRaiser(person('observer'), everybody, today);
  const fact = concernRaised(by, { id, severity: 'high', missions: ['wash'], text: SECRET });

  expect(rowIn<Concern>([fact], 'concerns')).toEqual({
    id,
    raisedBy: 'observer',
    severity: 'high',
    missions: ['wash'],
    text: SECRET,
  });
  expect(fact.event).toEqual({
    type: 'concern.raised',
    data: { concernId: id, severity: 'high', missions: ['wash'] },
  });
});

test('so is its review', () => {
  const by = requireReviewer(person('referent'), everybody, today);
  const fact = concernReviewed(by, id, { id: 'r' as Id<'concern_review'>, text: SECRET });

  expect(rowIn<ConcernReview>([fact], 'concern_reviews')).toEqual({
    id: 'r',
    concernId: id,
    reviewedBy: 'referent',
    text: SECRET,
  });
  expect(fact.event).toEqual({ type: 'concern.reviewed', data: { reviewId: 'r', concernId: id } });
});

test.each([
  ['everybody', 'high', 'observer', {}, ['main_tutor', 'referent']],
  ['everybody, who raised it excepted', 'high', 'main_tutor', {}, ['referent']],
  ['also who raised a low one', 'low', 'main_tutor', {}, ['main_tutor', 'referent']],
  [
    'also a co-tutor, while the main tutor is away',
    'high',
    'observer',
    { main_tutor: { absences: AWAY } },
    ['main_tutor', 'co_tutor', 'referent'],
  ],
  [
    'also who raised it, while nobody else who may is there',
    'high',
    'main_tutor',
    { referent: { absences: AWAY } },
    ['main_tutor', 'referent'],
  ],
] as const)('a concern waits for whoever may review it: %s', (_, severity, raisedBy, values, expected) => {
  const { main_tutor = {}, referent = {} } = values as Record<string, object>;
  const contract = queued(
    held('main_tutor', main_tutor),
    held('co_tutor'),
    held('observer'),
    held('referent', referent),
  );
  const open = candidate({ severity, missions: ['wash'], raisedBy: person(raisedBy) });

  expect(whoMay((name) => decideConcern(open, contract, reader(name)) !== null)).toEqual(expected);
});

test('the item says which missions it is about, and who raised it', () => {
  const open = candidate({ severity: 'low' as const, missions: ['wash'], raisedBy: person('observer') });

  expect(decideConcern(open, queued(held('referent')), reader('referent'))).toEqual({
    kind: 'concern_review',
    id: open.id,
    contractId: open.contractId,
    since: open.since,
    detail: { severity: 'low', missions: ['wash'], raisedBy: 'observer' },
  });
});
