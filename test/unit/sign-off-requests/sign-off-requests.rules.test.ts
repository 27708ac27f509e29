import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Ladder } from '../../../src/features/frameworks/frameworks.types.js';
import type { Mandate, MandateRole } from '../../../src/features/mandates/mandates.types.js';
import { routeOf } from '../../../src/features/sign-off-requests/sign-off-requests.policy.js';
import {
  allowedActs,
  findActRefusal,
  requestState,
} from '../../../src/features/sign-off-requests/sign-off-requests.rules.js';
import {
  REQUEST_ACTS,
  REQUEST_STATUSES,
  type RequestFacts,
} from '../../../src/features/sign-off-requests/sign-off-requests.types.js';
import type { Day, Instant } from '../../../src/kernel/days.js';
import type { SignOffId } from '../../../src/kernel/ids.js';
import { person } from '../ladder/world.js';
import { held, life } from '../mandates/team.js';

const TODAY = '2026-03-12' as Day;
const NOW = '2026-03-12T12:00:00.000Z' as Instant;
const LEVELS = ['look', 'help', 'care'];
const laddered = (...competencies: string[]) =>
  ({
    levels: LEVELS.map((code) => ({
      code,
      requirements: competencies.map((competency) => ({ competency })),
    })),
  }) as unknown as Ladder;
const ladder = laddered('A', 'B');

const context = (mandates: readonly Mandate[] = [held('main_tutor'), held('co_tutor')], values = {}) => ({
  alternantId: person('ines'),
  mandates,
  ladder,
  life: { ...life, ...values },
});
const request = (values: Partial<RequestFacts> = {}) =>
  ({
    items: [
      { competency: 'A', level: 'help', signOffId: null, outcome: null },
      { competency: 'B', level: 'look', signOffId: null, outcome: null },
    ],
    claim: null,
    end: null,
    ...values,
  }) as unknown as RequestFacts;
const claimed = (claimedAt: string, by = 'co_tutor') => ({
  claimedBy: person(by),
  claimedAt: claimedAt as Instant,
  attempt: 0,
});
const answer = { signOffId: 's' as SignOffId, outcome: 'acquired' as const };
const answered = request({ items: request().items.map((item) => ({ ...item, ...answer })) });

test('what is over stays so, and allows nothing', () => {
  const allowed = Object.fromEntries(REQUEST_STATUSES.map((status) => [status, allowedActs(status)]));
  expect(allowed).toEqual({
    submitted: ['claim', 'decide', 'withdraw'],
    claimed: ['decide', 'withdraw'],
    decided: [],
    withdrawn: [],
    expired: [],
  });
});

test.each<[string, RequestFacts, ReturnType<typeof context>, string]>([
  ['just asked', request(), context(), 'submitted'],
  [
    'claimed less than 72 h ago',
    request({ claim: claimed('2026-03-09T12:00:00.001Z') }),
    context(),
    'claimed',
  ],
  ['claimed 72 h ago', request({ claim: claimed('2026-03-09T12:00:00.000Z') }), context(), 'submitted'],
  [
    'claimed by somebody absent today',
    request({ claim: claimed('2026-03-12T08:00:00.000Z') }),
    context([held('co_tutor', { absences: [{ from: TODAY, until: '2026-03-13' as Day }] })]),
    'submitted',
  ],
  [
    'claimed by somebody absent until yesterday',
    request({ claim: claimed('2026-03-12T08:00:00.000Z') }),
    context([held('co_tutor', { absences: [{ from: '2026-03-11' as Day, until: TODAY }] })]),
    'claimed',
  ],
  [
    'claimed by somebody whose mandate ended yesterday',
    request({ claim: claimed('2026-03-12T08:00:00.000Z') }),
    context([held('co_tutor', { until: TODAY })]),
    'submitted',
  ],
  ['answered directly', answered, context(), 'decided'],
  [
    'answered directly, then the contract ended',
    answered,
    context([], { endedOn: TODAY, endedAs: 'terminated' }),
    'decided',
  ],
  ['nothing of it is required any more', request(), { ...context(), ladder: laddered('Z') }, 'expired'],
  ['a part of it is required', request(), { ...context(), ladder: laddered('B') }, 'submitted'],
  [
    'what was not answered is not required any more',
    request({ items: [{ ...request().items[0], ...answer } as never, request().items[1] as never] }),
    { ...context(), ladder: laddered('A') },
    'decided',
  ],
  [
    'claimed by somebody who reaches what is left of it',
    request({ claim: claimed('2026-03-12T08:00:00.000Z') }),
    { ...context([held('co_tutor', { maxLevel: 'look' })]), ladder: laddered('B') },
    'claimed',
  ],
  [
    'claimed by somebody who does not reach all of it any more',
    request({ claim: claimed('2026-03-12T08:00:00.000Z') }),
    context([held('co_tutor', { maxLevel: 'look' })]),
    'submitted',
  ],
  ['answered, then not required any more', answered, { ...context(), ladder: laddered('Z') }, 'decided'],
  ['the contract ends tomorrow', request(), context([], { until: '2026-03-13' }), 'submitted'],
  ['the contract ended yesterday', request(), context([], { until: TODAY }), 'expired'],
  [
    'the contract is suspended',
    request(),
    context([], { suspensions: [{ from: TODAY, until: null }] }),
    'submitted',
  ],
])('it stands as it should: %s', (_, facts, context, status) => {
  expect(requestState(facts, context, NOW).status).toBe(status);
});

test('only who claimed it decides it meanwhile; who asked may withdraw it whoever claimed it', () => {
  const state = requestState(request({ claim: claimed('2026-03-12T08:00:00.000Z') }), context(), NOW);
  const codes = (who: string) =>
    REQUEST_ACTS.map((act) => findActRefusal(state, act, person(who))?.code ?? 'may');
  expect(codes('co_tutor')).toEqual(['illegal_transition', 'may', 'may']);
  expect(codes('main_tutor')).toEqual(['already_claimed', 'already_claimed', 'may']);
});

const ROLES: readonly MandateRole[] = ['main_tutor', 'co_tutor', 'substitute', 'observer', 'referent'];
const mandate = fc.record({
  role: fc.constantFrom(...ROLES),
  who: fc.constantFrom('a', 'b', 'c', 'ines'),
  holds: fc.boolean(),
  isAbsent: fc.boolean(),
  maxLevel: fc.option(fc.constantFrom(...LEVELS)),
});

test('a request waits for the nearest who is there and may sign it, and for nobody else', () => {
  fc.assert(
    fc.property(
      fc.array(mandate, { maxLength: 6 }),
      fc.subarray(LEVELS, { minLength: 1 }),
      (drawn, levels) => {
        const mandates = drawn.map(({ role, who, holds, isAbsent, maxLevel }) =>
          held(role, {
            personId: person(who),
            maxLevel,
            ...(holds ? {} : { until: TODAY }),
            absences: isAbsent ? [{ from: TODAY, until: null }] : [],
          }),
        );
        // Told again: each in turn, the highest level asked for, who is not there left out.
        const highest = Math.max(...levels.map((level) => LEVELS.indexOf(level)));
        const there = drawn.filter(({ who, holds, isAbsent }) => who !== 'ines' && holds && !isAbsent);
        const reaches = ({ maxLevel }: (typeof drawn)[number]) =>
          maxLevel === null || LEVELS.indexOf(maxLevel) >= highest;
        const ofRole = (role: MandateRole) => [
          ...new Set(
            there
              .filter((one) => one.role === role && (role === 'referent' || reaches(one)))
              .map(({ who }) => person(who)),
          ),
        ];
        const [main, co, substitute, referent] = (
          ['main_tutor', 'co_tutor', 'substitute', 'referent'] as const
        ).map(ofRole);
        const tutors = [main, co, substitute].find((able) => able?.length);
        expect(routeOf({ alternantId: person('ines'), mandates }, ladder, levels, TODAY)).toEqual(
          tutors ? { act: 'decide', personIds: tutors } : { act: 'cover', personIds: referent },
        );
      },
    ),
  );
});
