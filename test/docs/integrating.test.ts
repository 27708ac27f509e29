import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ensureFirstAdmin } from '../../src/features/identity/accounts/first-admin.store.js';
import { asOwner } from '../../src/platform/database/provision.js';
import { TestApp } from '../support/app.js';
import { unjudged } from '../support/scenarios/given.js';

const admin = { email: 'nadia.benali@exemple.test', password: unjudged('un mot de passe assez long') };
const SERVER = 'http://127.0.0.1:3000';

let app: TestApp;
let folder: string;

beforeAll(async () => {
  app = await TestApp.start();
  await asOwner(app.database.ownerUrl, (owner) => ensureFirstAdmin(owner, admin, app.clock.now()));
  folder = await mkdtemp(join(tmpdir(), 'palier-integrating-'));
  await mkdir(join(folder, '.data'));
  await writeFile(join(folder, '.data', 'administrateur.json'), JSON.stringify(admin));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await app.stop();
});

test('the commands of docs/integrating.md, run in their order, print what it shows', async () => {
  const page = await readFile('docs/integrating.md', 'utf8');
  expect(page).toContain(SERVER);
  const blocks = [...page.matchAll(/^```sh\n([\s\S]+?)^```$(?:\n\n```text\n([\s\S]+?)^```$)?/gm)];
  const script = blocks.map(([, commands = ''], index) => `printf '@@${index}\n'\n${commands}`).join('\n');

  const { stdout } = await promisify(execFile)(
    'bash',
    ['-euo', 'pipefail', '-c', script.replace(SERVER, await app.nest.getUrl())],
    {
      cwd: folder,
      env: {
        ...process.env,
        PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
        TODAY: app.clock.today(),
      },
    },
  );
  const printed = stdout.split(/^@@\d+\n/m).slice(1);

  expect(blocks.length).toBeGreaterThan(10);
  expect(printed).toEqual(blocks.map(([, , shown = '']) => shown));
}, 60_000);
