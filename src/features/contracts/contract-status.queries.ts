import { STATUS_CASES, type StatusTest } from './contracts.types.js';

/** Writes the status of a row of `contracts` on a day, as `statusOn` tells it, from the one table of cases. */
export const statusSql = (contract: string, day: string): string => `
  case
    ${STATUS_CASES.map(
      ([status, tests]) =>
        `when ${['true', ...tests.map((test) => testSql(test, contract, day))].join(' and ')} then '${status}'`,
    ).join('\n    ')}
  end
`;

function testSql(test: StatusTest, contract: string, day: string): string {
  if ('recorded' in test) return `${contract}.${COLUMNS[test.recorded]} is not null`;
  if ('missing' in test) return `${contract}.${COLUMNS[test.missing]} is null`;
  if ('reached' in test) return `${contract}.${COLUMNS[test.reached]} <= ${day}`;
  if ('endedAs' in test) return `${contract}.ended_as = '${test.endedAs}'`;
  if ('ahead' in test) return `${day} < ${contract}.${COLUMNS[test.ahead]}`;
  return `${contract}.${COLUMNS[test.within]} @> ${day}`;
}

const COLUMNS = {
  cancelledOn: 'cancelled_on',
  signedOn: 'signed_on',
  heldUntil: 'held_until',
  startsOn: 'starts_on',
  suspensions: 'suspensions',
} as const;
