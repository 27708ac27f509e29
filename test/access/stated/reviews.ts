import { TODAY, type CallerPosition } from '../callers.js';
import { JUDGES, HOLDERS, may, reads, seen, TUTORS, type Rule } from '../rule.js';
import { sample, type Sample, type Target } from '../sample.js';
import type { World } from '../world.js';

const LETTER = 'd'.repeat(12);
const AUTHOR = '01900000-0000-7000-8000-dddddddddddd';
const idOf = ({ ground }: Target) => ground.contract.contractId.slice(0, 24) + LETTER;
const HELD_ON = '2025-10-02';
const LAST = 620_009;

/** A review of each contract, planned for a day of it. */
const planned = async ({ app: { owner } }: World) => {
  await owner.query(`
    insert into people (id, given_name, family_name, version, created_at, updated_at)
    values ('${AUTHOR}', 'Une', 'Autre', 1, '2026-03-01', '2026-03-01')`);
  await owner.query(`
    insert into reviews (id, contract_id, sequence, recorded_at, recorded_by, kind, on_day, mode)
    select overlay(c.id::text placing '${LETTER}' from 25)::uuid, c.id, 620000, '2025-10-01', '${AUTHOR}', 'review',
      '${HELD_ON}', 'centre'
    from contracts c`);
};
const stepped = (step: string) => async (world: World) => {
  await planned(world);
  await world.app.owner.query(`
    insert into review_steps (id, review_id, contract_id, sequence, recorded_at, recorded_by, kind, on_day, mode, reason)
    select gen_random_uuid(), r.id, r.contract_id, 620001, '2025-10-02', '${AUTHOR}', ${step}
    from reviews r`);
};
const cancelled = stepped(`'cancelled', null, null, 'absence'`);
const held = stepped(`'held', '${HELD_ON}', 'centre', null`);
const written = async (world: World) => {
  await held(world);
  await world.app.owner.query(`
    insert into review_sections (id, review_id, contract_id, sequence, recorded_at, written_by, part, items)
    select gen_random_uuid(), r.id, r.contract_id, p.sequence, '2025-10-03', '${AUTHOR}', p.part,
      '[{"topic": "next_steps", "text": "revoir"}]'
    from reviews r
    cross join (values (620002, 'alternant'), (620003, 'tutor'), (${LAST}, 'referent')) p (sequence, part)`);
};

const ofOne = (operation: string, before: (world: World) => Promise<void>, body?: object): Sample =>
  sample(operation, {
    before,
    request: (target) => ({ path: { reviewId: idOf(target) }, ...(body ? { body } : {}) }),
  });
const ofCentre = (operation: string, body?: object): Sample =>
  sample(operation, {
    of: 'organisation',
    request: ({ centre }) => ({ path: { organisationId: centre.id }, ...(body ? { body } : {}) }),
  });

export const SAMPLES: readonly Sample[] = [
  sample('createReview', {
    before: planned,
    request: () => ({ body: { kind: 'review', on: HELD_ON, mode: 'centre' } }),
  }),
  sample('listReviews', { before: planned, lists: idOf }),
  ofOne('getReview', planned),
  ofOne('changeReview', planned, { on: HELD_ON }),
  ofOne('cancelReview', planned, { reason: 'absence' }),
  ofOne('resumeReview', cancelled, { reason: 'erreur' }),
  ofOne('confirmReview', planned, {}),
  ofOne('completeReview', held, { reason: 'absence' }),
  ofOne('signReviewSection', held, { items: [{ topic: 'strengths', text: 'attentive' }] }),
  ofOne('recordReviewAnswer', written, { asOf: LAST, agrees: true }),
  sample('listContractDueReviews'),
  sample('listDueReviews', {
    of: 'organisation',
    request: ({ centre }) => ({ query: { trainingCentreId: centre.id } }),
  }),
  ofCentre('recordReviewRule', { kind: 'review', firstMonths: 2 }),
  ofCentre('listReviewRules'),
];

const plans = (by: CallerPosition) => by.is('centre_admin') || by.holds([...TUTORS, 'referent'], TODAY);
const planning = (done: string): Rule => ({
  roles: JUDGES,
  gets: (by) => (by.sees && plans(by) && !by.isAlternant ? done : seen(by, '403m')),
});
/** The main tutor is there, so no other tutor speaks. */
const speaking = (ofReferent: string): Rule => ({
  roles: HOLDERS,
  gets: (by) => {
    if (by.isAlternant || (by.sees && by.holds(['main_tutor'], TODAY))) return '201';
    return seen(by, by.holds(['referent'], TODAY) ? ofReferent : '403m');
  },
});

export const RULES: Readonly<Record<string, Rule>> = {
  createReview: planning('201'),
  listReviews: reads(['progress:read']),
  getReview: reads(['progress:read']),
  changeReview: planning('200'),
  cancelReview: planning('200'),
  resumeReview: planning('200'),
  confirmReview: planning('200'),
  completeReview: {
    roles: JUDGES,
    gets: (by) =>
      by.sees && (by.is('centre_admin') || by.holds(['referent'], TODAY)) && !by.isAlternant
        ? '200'
        : seen(by, '403m'),
  },
  signReviewSection: speaking('422 validation_failed'),
  recordReviewAnswer: speaking('201'),
  listContractDueReviews: reads(['progress:read']),
  listDueReviews: {
    roles: ['centre_admin', 'auditor'],
    scopes: ['reports:read'],
    gets: () => may(true, '200'),
  },
  recordReviewRule: {
    roles: ['centre_admin'],
    gets: (by) => may(by.is('centre_admin'), '201'),
  },
  listReviewRules: {
    roles: ['centre_admin', 'referent', 'alternant', 'auditor'],
    scopes: ['contracts:read'],
    gets: () => may(true, '200'),
  },
};
