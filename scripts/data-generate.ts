import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadShippedData } from '../src/features/frameworks/shipped-data.store.js';
import { SystemClock } from '../src/kernel/clock.js';
import { isDay } from '../src/kernel/days.js';
import { PASSWORD_FLAWS } from '../src/kernel/password-flaws.js';
import { choosePassword } from '../src/platform/access/chosen-passwords.js';
import { hashPassword } from '../src/platform/access/passwords.js';
import { readConfig } from '../src/platform/config/config.js';
import { findRunningPostgres, startEmbeddedPostgres } from '../dev/embedded-postgres/embedded-postgres.js';
import { asOwner, migrate } from '../src/platform/database/provision.js';
import { generate, GenerationError } from './data/generate.js';

// `npm run data:generate -- --contracts 10000`: fills an empty database with plausible contracts, people and histories.
// Every account takes the password given; without one nobody can sign in.

const { values } = parseArgs({
  options: {
    contracts: { type: 'string', default: '10000' },
    seed: { type: 'string', default: 'palier' },
    today: { type: 'string' },
    password: { type: 'string' },
  },
});
const clock = new SystemClock();
const config = readConfig(process.env);
const dataDir = resolve(config.dataDir, 'postgresql');
const runningUrl = config.ownerUrl ?? (await findRunningPostgres(dataDir));
const embedded = runningUrl === null ? await startEmbeddedPostgres({ dataDir }) : null;
const ownerUrl = runningUrl ?? embedded?.url ?? '';
try {
  await asOwner(ownerUrl, async (owner) => {
    await migrate(owner);
    await loadShippedData(owner, clock.now());
  });
  const started = performance.now();
  const { contracts } = await generate(ownerUrl, await wanted(), (done) => {
    if (done % 3000 === 0) process.stdout.write(`${done} contrats…\n`);
  });
  process.stdout.write(`${contracts} contrats en ${Math.round((performance.now() - started) / 1000)} s.\n`);
} catch (error) {
  if (!(error instanceof GenerationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await embedded?.stop();
}

async function wanted() {
  const contracts = Number(values.contracts);
  const today = values.today ?? clock.today();
  if (!Number.isInteger(contracts) || contracts < 1)
    throw new GenerationError('--contracts : un nombre entier. (A whole number.)');
  if (!isDay(today)) throw new GenerationError('--today : un jour AAAA-MM-JJ. (A day YYYY-MM-DD.)');
  const passwordHash = values.password === undefined ? null : await hashOf(values.password);
  return { contracts, seed: values.seed, today, passwordHash };
}

/** That of everybody who is invented: each could be anybody, so it is judged as nobody's. */
async function hashOf(typed: string): Promise<string> {
  const choice = await choosePassword(typed, []);
  if ('password' in choice) return hashPassword(choice.password);
  const { detail } = PASSWORD_FLAWS[choice.flaws[0]];
  throw new GenerationError(`--password : ${detail.fr} (${detail.en})`);
}
