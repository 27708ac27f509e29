import { expect, test } from '@jest/globals';
import {
  findDerogationMistakes,
  findQualificationMistakes,
} from '../../../src/features/tutors/tutors.rules.js';
import { requireChecker } from '../../../src/features/tutors/tutors.policy.js';
import type { OrganisationId, PersonId } from '../../../src/kernel/ids.js';
import type { Day } from '../../../src/kernel/days.js';

const TODAY = '2026-03-12' as Day;
const mistakes = (sent: object) =>
  findQualificationMistakes({ checkedOn: TODAY, ...sent }, TODAY).map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );

test.each<[string, object, string[]]>([
  ['a diploma', { kind: 'diploma', title: 'DEAS', level: 4 }, []],
  ['a diploma without a level', { kind: 'diploma', title: 'DEAS' }, ['/level required']],
  ['work', { kind: 'experience', since: '2020-01-01' }, []],
  ['work in months', { kind: 'experience', months: 24 }, []],
  ['work of no length', { kind: 'experience', title: 'Aide-soignante' }, ['/since required']],
  [
    'work that ends and never began',
    { kind: 'experience', months: 3, to: '2020-01-01' },
    ['/since required'],
  ],
  ['work of a level', { kind: 'experience', months: 3, level: 4 }, ['/level not_of_kind']],
  ['a training', { kind: 'training', title: 'Tuteur en EHPAD', obtainedOn: '2025-01-10', hours: 14 }, []],
  ['a rule of no branch', { kind: 'branch_rule' }, ['/idcc required']],
  [
    'checked tomorrow',
    { kind: 'branch_rule', idcc: '0413', checkedOn: '2026-03-13' },
    ['/checkedOn in_the_future'],
  ],
  ['days reversed', { kind: 'experience', since: '2020-02-01', to: '2020-01-31' }, ['/to before_start']],
])('a qualification: %s', (_, sent, found) => {
  expect(mistakes(sent)).toEqual(found);
});

test.each<[string, string, number, string[]]>([
  ['2026-01-01', '2030-12-31', 3, []],
  ['2026-01-01', '2031-01-01', 3, ['too_long']],
  ['2026-01-01', '2025-12-31', 3, ['before_start']],
  ['2026-01-01', '2026-12-31', 2, ['not_above']],
])('a derogation from %s to %s for %i', (from, to, apprentices, found) => {
  const sent = { from: from as Day, to: to as Day, apprentices };
  expect(findDerogationMistakes(sent, TODAY).map(({ code }) => code)).toEqual(found);
});

test('HR speaks for its own employer, and of others', () => {
  const [hers, other] = ['e1', 'e2'] as OrganisationId[];
  const [she, he] = ['p1', 'p2'] as PersonId[];
  const caller = { hrOf: [hers!], people: [she!] };
  expect(requireChecker(caller, hers!, he!)).toMatchObject({ employerId: hers });
  expect(() => requireChecker(caller, other!, he!)).toThrow(expect.objectContaining({ code: 'forbidden' }));
  expect(() => requireChecker(caller, hers!, she!)).toThrow(expect.objectContaining({ code: 'forbidden' }));
});
