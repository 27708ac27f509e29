import { createConnection, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';

const PASSWORD = 'un mot de passe assez long';

let one: TestApp;
let two: TestApp;
beforeAll(async () => {
  one = await TestApp.start();
  two = await one.beside();
});
afterAll(() => one.stop());

let people = 0;
async function signedIn(): Promise<{ accessToken: string; refreshToken: string }> {
  const email = `tutrice.${(people += 1)}@ehpad.test`;
  await one.given.password(await one.given.someone('tutor', await one.given.organisation()), email, PASSWORD);
  return (await one.anyone.post('/v1/auth/login', { email, password: PASSWORD })).body;
}

const refresh = (app: TestApp, refreshToken: string) => app.anyone.post('/v1/auth/refresh', { refreshToken });
const both = [() => one, () => two];

test('of refreshes at once in two processes exactly one is answered, and the family ends in both', async () => {
  for (let round = 0; round < 3; round++) {
    const { refreshToken } = await signedIn();

    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => refresh(i % 2 ? one : two, refreshToken)),
    );

    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(7);
    for (const app of both) expect((await refresh(app(), won[0]?.body.refreshToken)).status).toBe(401);
  }
});

test('whoever lost the answer and sends the same token again must sign in again; the lost token serves nobody', async () => {
  const { refreshToken } = await signedIn();
  const hangUp = await sendAndHangUp(two, '/v1/auth/refresh', { refreshToken });
  expect(hangUp).toBe('hung up');
  const next = await eventually(async () => {
    const { rows } = await one.owner.query(
      `select t.id from refresh_tokens t
       join refresh_tokens used on used.family_id = t.family_id and used.used_at is not null
       where t.used_at is null and t.revoked_at is null`,
    );
    return rows.length === 1;
  });
  expect(next).toBe(true);

  expect((await refresh(one, refreshToken)).status).toBe(401);

  const alive = await one.owner.query(
    `select from refresh_tokens t
     where t.revoked_at is null
       and t.family_id = (select u.family_id from refresh_tokens u where u.used_at is not null order by u.id desc limit 1)`,
  );
  expect(alive.rowCount).toBe(0);
});

test('a stolen token that is used after its owner refreshed ends the family for both, other sign-ins stay', async () => {
  const { refreshToken: stolen } = await signedIn();
  const elsewhere = await signedIn();
  const owners = (await refresh(one, stolen)).body;

  expect((await refresh(two, stolen)).status).toBe(401);

  expect((await refresh(one, owners.refreshToken)).status).toBe(401);
  expect((await refresh(two, elsewhere.refreshToken)).status).toBe(200);
});

test('the access token of a family that ended opens nothing a second later, in any process', async () => {
  const { accessToken, refreshToken } = await signedIn();
  await refresh(one, refreshToken);
  await refresh(two, refreshToken);

  one.clock.advance({ seconds: 1 });
  for (const app of both) expect((await app().withToken(accessToken).get('/v1/me')).status).toBe(401);
});

/** The request goes out whole, and nobody is there when the answer comes. */
function sendAndHangUp(app: TestApp, path: string, body: object): Promise<string> {
  const text = JSON.stringify(body);
  const { port } = app.nest.getHttpServer().address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1', () => {
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: palier\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
        () => socket.destroy(),
      );
    });
    socket.on('error', reject);
    socket.on('close', () => resolve('hung up'));
  });
}

async function eventually(isSo: () => Promise<boolean>): Promise<boolean> {
  for (let i = 0; i < 500; i++) {
    if (await isSo()) return true;
    await new Promise((later) => setTimeout(later, 20));
  }
  return false;
}
