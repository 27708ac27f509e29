import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

test.each([
  ['2012-09-02', 409],
  ['2012-09-01', 200],
  ['1946-09-02', 200],
  ['1945-09-01', 409],
])(
  'an alternant born on %s signs a contract that starts on 1 September 2026: %d',
  async (birthDate, status) => {
    const contract = await app.given.contract({
      birthDate,
      startsOn: '2026-09-01',
      until: '2027-09-01',
      draft: true,
    });
    await app.owner.query(
      `update contracts set legal_representative = '{"givenName":"A","familyName":"B","email":null,"phone":null}' where id = $1`,
      [contract.contractId],
    );
    await app.given.mandate(contract, 'main_tutor', { from: '2026-09-01' });
    const hr = await app.as(await app.given.someone('hr', contract.employerId));

    const signed = await hr.post(`/v1/contracts/${contract.contractId}/sign`);

    expect(signed.status).toBe(status);
    if (status === 409)
      expect(signed.body).toMatchObject({ code: 'birth_date_implausible', atLeast: 14, atMost: 80 });
  },
);

test('a birth date that nobody living and working has is refused where it is written', async () => {
  const admin = await app.as(await app.given.someone('platform_admin'));
  for (const birthDate of ['1900-01-01', '2026-03-01', '2020-01-01']) {
    const refused = await admin.post('/v1/people', { givenName: 'A', familyName: 'B', birthDate });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/birthDate']);
  }
});

test('a contract that was signed by a birth date that is corrected since shows what it is worth', async () => {
  const contract = await app.given.contract({ birthDate: '1990-05-04' });
  const admin = await app.as(await app.given.someone('platform_admin'));
  const hr = await app.as(await app.given.someone('hr', contract.employerId));
  await admin.patch(
    `/v1/people/${contract.alternant.personId}`,
    { birthDate: '2012-05-04', reason: 'Acte de naissance' },
    { 'if-match': '"1"' },
  );

  const read = await hr.get(`/v1/contracts/${contract.contractId}`);
  expect(read.body.flags).toEqual(
    expect.arrayContaining(['legal_representative_missing', 'birth_date_implausible']),
  );
  const list = await hr.get('/v1/contracts');
  expect(list.body.data[0].flags).toEqual(read.body.flags);
});
