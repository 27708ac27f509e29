import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { applyRetention, countExpired } from '../../../src/features/privacy/retention/retention.store.js';
import { RETENTION } from '../../../src/features/privacy/retention/retention.facts.js';
import { asOwner } from '../../../src/platform/database/provision.js';
import { FolderStore } from '../../../src/platform/files/folder-store.js';
import { evidenceFolder, TestApp } from '../../support/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

const LAST_DAY = '2025-03-12T08:00:00Z';
const DAY_BEFORE = '2025-03-11T08:00:00Z';

test('the days that the database deletes by are those of the one table', async () => {
  const { rows } = await app.owner.query('select r.kind, r.days from app.retention() r order by 1');
  const stated = RETENTION.filter(({ fate }) => fate === 'deleted').map(({ kind, days }) => ({ kind, days }));
  expect(rows).toEqual(stated.sort((a, b) => (a.kind < b.kind ? -1 : 1)));
});

test('a dry run counts and changes nothing; the run does what was counted, and stops at the day', async () => {
  app.clock.set('2026-03-12');
  const person = await app.given.someone(null);
  const centre = await app.given.organisation({ kind: 'training_centre' });
  const former = await app.given.contract({ trainingCentreId: centre });
  const lately = await app.given.contract({ trainingCentreId: centre });
  const ends = `update contracts set starts_on = '2019-01-01', signed_on = '2018-12-01', until_day = $2, held_until = $2 where id = $1`;
  await app.owner.query(ends, [former.contractId, '2021-03-12']);
  await app.owner.query(ends, [lately.contractId, '2021-03-13']);
  for (const at of [LAST_DAY, DAY_BEFORE, '2025-03-13T08:00:00Z']) {
    await app.owner.query(
      `insert into file_reads (id, person_id, reader_id, kind, read_on, first_at)
       values (gen_random_uuid(), $1, gen_random_uuid(), 'ladder', $2::timestamptz::date, $2)`,
      [person.personId, at],
    );
    await app.owner.query(`insert into mails (id, person_id, made_at) values (gen_random_uuid(), $1, $2)`, [
      person.personId,
      at,
    ]);
  }
  const state = async () =>
    (
      await app.owner.query(
        `select (select count(*)::int from file_reads) as reads, (select count(*)::int from mails) as mails,
           (select count(*)::int from erasures) as erasures`,
      )
    ).rows[0];

  const store = new FolderStore(evidenceFolder(app.database));
  await asOwner(app.database.ownerUrl, async (owner) => {
    const counted = await countExpired(owner, app.clock.now());
    expect(counted.filter(({ rows }) => rows > 0)).toEqual([
      { kind: 'mails', rows: 2 },
      { kind: 'file_reads', rows: 2 },
      { kind: 'people', rows: 1 },
    ]);
    expect(await state()).toEqual({ reads: 3, mails: 3, erasures: 0 });
    expect(await applyRetention(owner, store, app.clock.now())).toEqual([
      { kind: 'deleted', rows: 4 },
      { kind: 'people', rows: 1 },
      { kind: 'erasures', rows: 0 },
    ]);
    expect(await state()).toEqual({ reads: 1, mails: 1, erasures: 1 });

    // The person and the centre had thirty days to take it back: nobody did.
    app.clock.set('2026-04-12');
    const admin = await app.as(await app.given.someone('centre_admin', centre));
    const [asked] = (await admin.get(`/v1/people/${former.alternant.personId}/erasures`)).body.data;
    expect(asked).toMatchObject({ state: 'waiting', askedBy: null });
    expect((await applyRetention(owner, store, app.clock.now())).at(-1)).toEqual({
      kind: 'erasures',
      rows: 1,
    });
    expect((await admin.get(`/v1/erasures/${asked.id}`)).body.state).toBe('done');
  });
});

test('whoever tells the database that it is later than it is deletes nothing, and erases nobody', async () => {
  await app.owner.query(
    `select set_config('app.now', '2999-01-01', false), set_config('app.kind', 'sign_in', false)`,
  );
  await app.owner.query(
    `insert into mails (id, person_id, made_at) select gen_random_uuid(), id, now() from people limit 1`,
  );
  const before = (await app.owner.query('select from mails')).rowCount;
  await app.owner.query(`select app.delete_expired('2999-01-01', 1000)`);
  expect(
    (await app.owner.query("select from mails where made_at > now() - interval '1 hour'")).rowCount,
  ).toBe(1);
  expect(before).toBeGreaterThan(0);
  const { rows } = await app.owner.query(
    `select p.person_id from app.people_past_retention(null) p
     join contracts c on c.alternant_id = p.person_id where c.held_until > current_date - interval '5 years'`,
  );
  expect(rows).toEqual([]);
});
