import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dayOf, endOfDay, instantAt, minutesOf, type Day, type Instant } from '../../../src/kernel/days.js';
import { TestApp, type TestResponse } from '../../support/app.js';

// The clocks go back in the night of 25 October 2026, and forward in that of 28 March 2027.

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

const codes = (answer: TestResponse) => [
  answer.status,
  ...(answer.body.errors ?? []).map((one: { pointer: string; code: string }) => `${one.pointer} ${one.code}`),
];

test.each([
  ['2026-10-24', '2026-10-24T21:59:59.999Z', 1440],
  ['2026-10-25', '2026-10-25T22:59:59.999Z', 1500],
  ['2027-03-27', '2027-03-27T22:59:59.999Z', 1440],
  ['2027-03-28', '2027-03-28T21:59:59.999Z', 1380],
])('%s ends at %s and lasts %d minutes', (day, end, minutes) => {
  expect([endOfDay(day as Day), minutesOf(day as Day)]).toEqual([end, minutes]);
  expect(dayOf(end as Instant)).toBe(day);
  expect(dayOf(instantAt(day as Day, '00:00'))).toBe(day);
});

test.each([
  ['2026-10-25', 1500],
  ['2027-03-28', 1380],
])('the journal of %s takes what the day has, %d minutes, and no more', async (on, minutes) => {
  const contract = await app.given.contract();
  app.clock.set('2027-04-02');
  const me = await app.as(contract.alternant);
  const write = (given: number) =>
    me.post(`/v1/contracts/${contract.contractId}/journal-entries`, {
      on,
      mission: 'env_04',
      minutes: given,
    });

  expect(codes(await write(minutes + 1))).toEqual([
    422,
    minutes === 1500 ? '/minutes whole_number' : '/minutes more_than_a_day',
  ]);
  expect(codes(await write(minutes - 60))).toEqual([201]);
  expect(codes(await write(60))).toEqual([201]);
  expect(codes(await write(1))).toEqual([422, '/minutes more_than_a_day']);
});

test('whoever works the whole day on which the clocks go back asks about it in one go', async () => {
  const contract = await app.given.contract();
  const me = await app.as(contract.alternant);
  const ask = (from: string, to: string) =>
    me.get(`/v1/contracts/${contract.contractId}/entitlements?shiftFrom=${from}&shiftTo=${to}`);

  expect((await ask('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z')).status).toBe(200);
  expect(codes(await ask('2026-10-24T22:00:00Z', '2026-10-25T23:00:01Z'))).toEqual([
    422,
    '/shiftTo too_long',
  ]);
});
