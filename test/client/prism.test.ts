import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { overNetwork, type Send } from '../../scripts/story/http.js';
import { silent } from '../../scripts/story/narrator.js';
import { Story } from '../../scripts/story/story.js';
import { ensureFirstAdmin } from '../../src/features/identity/accounts/first-admin.store.js';
import { loadShippedData } from '../../src/features/frameworks/shipped-data.store.js';
import { asOwner } from '../../src/platform/database/provision.js';
import { TestApp } from '../support/app.js';
import { unjudged } from '../support/scenarios/given.js';

// Prism stands between the story and the API, and refuses every request and every answer that openapi.json does not describe.

const PRISM = 'node_modules/@stoplight/prism-cli/dist/index.js';
const admin = { email: 'nadia.benali@exemple.test', password: unjudged('un mot de passe assez long') };

let app: TestApp;
let prism: ChildProcess;
let url: string;

beforeAll(async () => {
  app = await TestApp.start();
  await asOwner(app.database.ownerUrl, async (owner) => {
    await loadShippedData(owner, app.clock.now());
    await ensureFirstAdmin(owner, admin, app.clock.now());
  });
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const settings = ['--errors', '--host', '127.0.0.1', '--port', String(port)];
  prism = spawn(process.execPath, [PRISM, 'proxy', 'openapi.json', await app.nest.getUrl(), ...settings], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await listening(prism);
}, 60_000);
afterAll(async () => {
  const ended = once(prism, 'exit');
  prism.kill();
  await ended;
  await app.stop();
});

test('the story passes through Prism: nothing is sent or answered that openapi.json does not describe', async () => {
  const network = overNetwork(url);
  const send: Send = (request) => {
    app.clock.advance({ seconds: 1 });
    return network(request);
  };
  await Story.play(send, admin, silent, app.clock.today());

  const { rows } = await app.owner.query('select complete from progress');
  expect(rows).toEqual([{ complete: true }]);
}, 120_000);

test('it would have refused what is not described', async () => {
  const wrong = await fetch(`${url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: admin.email }),
  });

  expect((await wrong.json()) as object).toMatchObject({ type: expect.stringContaining('stoplight.io') });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Once it says so; whatever it says later is read, and let go of. */
async function listening({ stdout, stderr }: ChildProcess): Promise<void> {
  let heard = '';
  await new Promise<void>((resolve) => {
    for (const stream of [stdout, stderr])
      stream?.on('data', (chunk: Buffer) => {
        heard = (heard + chunk.toString()).slice(-10_000);
        if (heard.includes('Prism is listening')) resolve();
      });
  });
}
