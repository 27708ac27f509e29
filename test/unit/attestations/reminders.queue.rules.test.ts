import { expect, test } from '@jest/globals';
import {
  decidePrerequisites,
  type UnheldOfContract,
} from '../../../src/features/attestations/reminders/reminders.queue.rules.js';
import type { LevelledContract } from '../../../src/features/ladder/queue-contracts.types.js';
import type { Day } from '../../../src/kernel/days.js';
import type { AssignmentId, AttestationId } from '../../../src/kernel/ids.js';
import { person, smallLadder } from '../ladder/world.js';
import { candidate, held, queued, reader, today, tomorrow, whoMay } from '../mandates/team.js';

const small = smallLadder();
const [first] = small.missions;
if (!first) throw new Error('The small ladder has a mission.');
const ladder = { ...small, missions: [{ ...first, code: 'lift', prerequisites: ['afgsu_2'] }] };
const TEAM = [held('main_tutor'), held('co_tutor'), held('substitute'), held('observer'), held('referent')];
const contract = (values: Partial<LevelledContract> = {}) =>
  ({ ...queued(...TEAM), ladder, ...values }) as LevelledContract;
const given = (by: string, until: string | null, mission = 'lift') => ({
  id: by as AssignmentId,
  mission,
  assignedBy: person(by),
  until: until as Day | null,
});
const ending = (until: Day, ...assignments: UnheldOfContract['assignments'][number][]) =>
  candidate<UnheldOfContract>({
    prerequisites: [
      {
        prerequisite: 'afgsu_2',
        attestations: [{ id: 'a' as AttestationId, from: '2022-01-01' as Day, until, isWithdrawn: false }],
      },
    ],
    assignments,
  });
const awaits = (open: ReturnType<typeof ending>, of = contract()) =>
  whoMay((name) => decidePrerequisites(open, of, reader(name)) !== null);

test('it awaits who may attest, and who gave a mission beyond it', () => {
  expect(awaits(ending(tomorrow))).toEqual(['main_tutor', 'referent']);
  expect(awaits(ending(tomorrow, given('co_tutor', null), given('substitute', tomorrow)))).toEqual([
    'main_tutor',
    'co_tutor',
    'referent',
  ]);
  expect(awaits(ending(today, given('substitute', tomorrow)))).toContain('substitute');
  expect(awaits(ending(tomorrow, given('co_tutor', null, 'other')))).toEqual(['main_tutor', 'referent']);
  expect(awaits(ending(tomorrow, given('observer', null)))).toEqual(['main_tutor', 'referent']);
  expect(awaits(ending('2026-05-08' as Day))).toEqual([]);
});

test('of the offices it awaits both; the alternant never', () => {
  const administers = { employer: false, centre: true };
  expect(awaits(ending(tomorrow), contract({ administers }))).toContain('nobody');
  expect(awaits(ending(tomorrow), contract({ administers }))).not.toContain('ines');
});

test('an item says what ends, since when it is reminded of, and which missions wait', () => {
  const item = decidePrerequisites(
    ending(tomorrow, given('co_tutor', null)),
    contract({ createdAt: '2025-12-01T08:00:00.000Z' as LevelledContract['createdAt'] }),
    reader('main_tutor'),
  );
  expect(item).toMatchObject({
    since: '2026-01-15T23:00:00.000Z',
    detail: {
      act: 'attest',
      prerequisites: [{ state: 'expiring', firstDayOut: tomorrow, missions: ['lift'] }],
      assignments: [{ assignmentId: 'co_tutor', mission: 'lift' }],
    },
  });
});
