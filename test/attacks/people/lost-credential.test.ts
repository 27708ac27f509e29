import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { exact, Moves } from '../../support/scenarios/moves.js';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

/** A ladder whose levels have other codes. */
const renamed = ['first', 'second'].map((code, index) => ({
  code,
  title: code,
  supervision: index === 0 ? ('present_only' as const) : ('distant' as const),
  unlock: 'automatic' as const,
  requirements: [{ competency: 'A' }],
}));
const mission = { code: 'meal', title: 'meal', level: 'second', competencies: ['A'] };

test('a level that was lost is not had again by leaving its ladder; one that stood stands', async () => {
  app.clock.set('2026-03-12');
  const moves = await Moves.start(app);
  await moves.achieve('one', 'two');
  const alternant = await app.as(moves.scenario.contract.alternant);
  const issue = async (level: string) =>
    (await alternant.post(moves.scenario.url('credentials'), { level })).body.id;
  const [kept, lost] = [await issue('one'), await issue('two')];
  const stateOf = async (id: string) => (await alternant.get(`/v1/credentials/${id}`)).body.state;
  const revocation = await moves.scenario.tutor.post(
    `/v1/sign-offs/${await moves.scenario.signOffId(2, 'A')}/revocations`,
    { reasonCode: 'safety', reason: 'Geste dangereux' },
  );
  expect(revocation.status).toBe(201);
  expect([await stateOf(kept), await stateOf(lost)]).toEqual(['valid', 'suspended']);
  const { mappingId } = await moves.to(
    { levels: renamed, missions: [mission] },
    {
      competencies: exact('A'),
      levels: [
        { from: 'one', to: 'first' },
        { from: 'three', to: 'second' },
      ],
    },
  );
  await moves.done(mappingId);
  expect([await stateOf(kept), await stateOf(lost)]).toEqual(['valid', 'suspended']);

  app.clock.advance({ minutes: 1 });
  const { text } = await app.anyone.get('/v1/credentials/status/suspension/1');
  const claims = JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString());
  const bits = gunzipSync(Buffer.from(claims.credentialSubject.encodedList.slice(1), 'base64url'));
  expect(bits.filter((byte) => byte !== 0)).toHaveLength(1);
});
