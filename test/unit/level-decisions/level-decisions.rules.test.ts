import { expect, test } from '@jest/globals';
import { rowIn } from '../../../src/features/contract-history/contract-history.types.js';
import { viewLadder } from '../../../src/features/ladder/ladder.rules.js';
import type { LevelledContract } from '../../../src/features/ladder/queue-contracts.types.js';
import { decideReadyLevel } from '../../../src/features/level-decisions/level-decisions.queue.rules.js';
import {
  decideLevelDecision,
  waitingSignature,
} from '../../../src/features/level-decisions/level-decisions.rules.js';
import {
  resumptionRecorded,
  resumptionWithdrawn,
} from '../../../src/features/level-decisions/resumptions.facts.js';
import type { Mandate, MandateRole } from '../../../src/features/mandates/mandates.types.js';
import { capacitiesOf, requireDecider } from '../../../src/features/sign-offs/facts/deciders.policy.js';
import type { Resumption } from '../../../src/features/sign-offs/facts/resumption.entity.js';
import type { Decision } from '../../../src/features/ladder/facts.types.js';
import { addDays, dayOf, type Day } from '../../../src/kernel/days.js';
import type { Id, MandateId } from '../../../src/kernel/ids.js';
import { History, person, progressAfter, smallLadder } from '../ladder/world.js';
import { candidate, everybody, held, queued, reader, team, today, whoMay } from '../mandates/team.js';

const ladder = smallLadder();
const [, , cosigned] = ladder.levels;
if (!cosigned) throw new Error('The small ladder has a level that two people decide.');

/** Everything below `supervised_care` is achieved, and all of it is acquired: `half`, a tutor signed. */
function ready(half: Decision | null = null): History {
  const history = new History().on(60);
  history.achieve(ladder, 'observation').achieve(ladder, 'simple_tasks');
  for (const competency of ['A', 'B']) history.sign(competency, 'supervised_care');
  if (half) history.decide('supervised_care', 'tutor', half, 'main_tutor');
  return history;
}
const [mainTutor, referent] = [
  held('main_tutor', { id: 'm-main_tutor' as MandateId }),
  held('referent', { id: 'm-referent' as MandateId }),
];
const both = [mainTutor, held('co_tutor'), referent];
const signedOn = dayOf(ready('open').now);

const decidedBy = (
  name: string,
  history: History,
  { decision = 'open' as Decision, code = 'supervised_care', mandates = both, on = signedOn } = {},
) => {
  const progress = progressAfter(ladder, history);
  const asked = team(...mandates);
  const by = { personId: person(name), capacities: capacitiesOf(person(name), asked, on) };
  const state = viewLadder(ladder, progress, history.now);
  const verdict = decideLevelDecision(ladder, progress, state, code, decision, by as never, mandates, on);
  return verdict.ok ? { as: verdict.capacity, cosigns: verdict.cosigns } : verdict.refusal.code;
};
const waits = (on: Day, mandates: readonly Mandate[] = both) => {
  const own = progressAfter(ladder, ready('open')).levels[2];
  return waitingSignature(cosigned, own ?? { decisions: [] }, mandates, on) !== null;
};

test.each([
  [0, true],
  [30, true],
  [31, false],
])('a tutor’s signature waits for the second one after %s days: %s', (days, expected) => {
  expect(waits(addDays(signedOn, days))).toBe(expected);
});

test.each<[string, Partial<Mandate>, boolean]>([
  ['still holds', { until: addDays(today, 400) }, true],
  ['ended', { until: signedOn }, false],
  ['is of somebody who left', { memberOn: [{ from: null, until: signedOn }] }, false],
  ['is another one than that of the signature', { id: 'later' as MandateId }, false],
])('a signature waits while its mandate %s', (_, values, expected) => {
  expect(waits(signedOn, [{ ...mainTutor, ...values }, referent])).toBe(expected);
});

test('a level that one person decides has no second signature to wait for', () => {
  const [, alone] = ladder.levels;
  expect(waitingSignature(alone ?? cosigned, { decisions: [] }, both, signedOn)).toBeNull();
  expect(
    decidedBy('main_tutor', new History().achieve(ladder, 'observation'), { code: 'simple_tasks' }),
  ).toBe('level_not_ready');
});

test.each([
  ['no such level', 'nowhere', 'decision_not_needed'],
  ['a level that opens by itself', 'observation', 'decision_not_needed'],
  ['a level achieved already', 'simple_tasks', 'level_not_ready'],
  ['a locked one', 'autonomy', 'level_not_ready'],
])('nothing is decided of %s', (_, code, expected) => {
  expect(decidedBy('main_tutor', ready(), { code })).toBe(expected);
});

const half = { as: 'referent', cosigns: expect.stringMatching(/^d\d+$/) };
test.each<[string, string, Decision | null, Decision, unknown]>([
  ['the tutor signs first', 'main_tutor', null, 'open', { as: 'tutor', cosigns: null }],
  ['the referent does not', 'referent', null, 'open', 'cosigner_order'],
  ['the referent signs second', 'referent', 'open', 'open', half],
  ['who signed first does not', 'main_tutor', 'open', 'open', 'cosigner_not_distinct'],
  ['the tutor declines what they signed', 'main_tutor', 'open', 'decline', { as: 'tutor', cosigns: null }],
  ['the referent declines', 'referent', 'open', 'decline', { as: 'referent', cosigns: null }],
  ['the referent declines first', 'referent', null, 'decline', { as: 'referent', cosigns: null }],
  ['a co-tutor who does not stand in has no say', 'co_tutor', null, 'open', 'cosigner_order'],
])('of two signatures: %s', (_, name, before, decision, expected) => {
  expect(decidedBy(name, ready(before), { decision })).toEqual(expected);
});

test('a signature that lapsed is given again, by the tutor', () => {
  const on = addDays(signedOn, 31);
  expect(decidedBy('referent', ready('open'), { on })).toBe('cosigner_order');
  expect(decidedBy('main_tutor', ready('open'), { on })).toEqual({ as: 'tutor', cosigns: null });
});

test('one who is tutor and referent does not sign twice', () => {
  const mandates = [mainTutor, { ...referent, personId: person('main_tutor') }];
  expect(decidedBy('main_tutor', ready('open'), { mandates })).toBe('cosigner_not_distinct');
});

const queuedLevel = (decisions: History, mandates: readonly Mandate[] = both, level = 'supervised_care') => {
  const own = progressAfter(ladder, decisions).levels[2] ?? { decisions: [] };
  const contract = { ...queued(...mandates), ladder } as LevelledContract;
  const open = candidate({ level, ...own });
  return (name: string, values: Partial<LevelledContract> = {}) => {
    const asked = { ...reader(name), today: signedOn };
    return decideReadyLevel(open, { ...contract, ...values }, asked);
  };
};
const awaited = (decide: ReturnType<typeof queuedLevel>, values = {}) =>
  whoMay((name) => decide(name, values) !== null);

test.each<[string, Decision | null, string[]]>([
  ['nobody signed', null, ['main_tutor']],
  ['the tutor signed', 'open', ['referent']],
])('a ready level awaits one person when %s', (_, before, expected) => {
  expect(awaited(queuedLevel(ready(before)))).toEqual(expected);
});

test('while the main tutor is away, a co-tutor decides; nobody does on a contract that does not run', () => {
  const away = { absences: [{ from: signedOn, until: addDays(signedOn, 1) }] };
  expect(awaited(queuedLevel(ready(), [{ ...mainTutor, ...away }, held('co_tutor'), referent]))).toEqual([
    'main_tutor',
    'co_tutor',
  ]);
  const suspended = { ...queued().life, suspensions: [{ from: signedOn, until: null }] };
  expect(awaited(queuedLevel(ready()), { life: suspended })).toEqual([]);
  expect(awaited(queuedLevel(ready(), both, 'nowhere'))).toEqual([]);
});

test('a co-signature is not its author’s to give, also as referent', () => {
  const mandates = [mainTutor, { ...referent, personId: person('main_tutor') }];
  expect(awaited(queuedLevel(ready('open'), mandates))).toEqual([]);
});

test('the item of a second signature is that of the first, since it was given', () => {
  const history = ready('open');
  expect(queuedLevel(history)('referent')).toMatchObject({
    kind: 'co_signature',
    id: `d${history.facts.length}`,
    since: history.facts.at(-1)?.recordedAt,
    detail: { level: 'supervised_care', decidedBy: 'main_tutor' },
  });
  expect(queuedLevel(ready())('main_tutor')).toMatchObject({
    kind: 'level_decision',
    id: 'contract',
    detail: { level: 'supervised_care' },
  });
});

test('a resumption is kept with its comment, which the history does not tell', () => {
  const by = requireDecider(person('main_tutor'), everybody, true, today);
  const fact = resumptionRecorded(by, { id: 'r' as Id<'resumption'>, on: today, comment: 'Fragile' });

  expect(fact.event).toEqual({ type: 'resumption.recorded', data: { resumptionId: 'r', on: today } });
  expect(rowIn<Resumption>([fact], 'resumptions')).toEqual({
    id: 'r',
    recordedBy: 'main_tutor',
    onDay: today,
    comment: 'Fragile',
  });
});

test('its withdrawal tells neither who nor why', () => {
  const by = requireDecider(person('main_tutor'), everybody, false, today);
  const withdrawal = { id: 'w' as never, resumptionId: 'r' as Id<'resumption'>, reason: 'Fragile' };
  const fact = resumptionWithdrawn(by, withdrawal);

  expect(fact.event).toEqual({ type: 'resumption.withdrawn', data: { resumptionId: 'r' } });
  expect(fact.rows).toEqual([
    { table: 'resumption_withdrawals', values: { ...withdrawal, withdrawnBy: 'main_tutor' } },
  ]);
  expect(fact.refusals?.['resumption_withdrawals_once']?.()).toMatchObject({ code: 'already_withdrawn' });
});

test.each<[MandateRole, boolean, string | null]>([
  ['main_tutor', false, 'tutor'],
  ['co_tutor', false, null],
  ['substitute', true, null],
  ['observer', true, null],
  ['referent', true, 'referent'],
  ['referent', false, null],
])('a %s decides (a second signature is asked: %s) as %s', (role, isCosigned, capacity) => {
  const ask = () => [...requireDecider(person(role), everybody, isCosigned, today).capacities.keys()];
  if (capacity) expect(ask()).toEqual([capacity]);
  else expect(ask).toThrow(expect.objectContaining({ code: 'mandate_missing' }));
});
