import pg from 'pg';
import { addDays, type Day, type Instant } from '../../src/kernel/days.js';
import type { PersonId } from '../../src/kernel/ids.js';
import type { Ladder } from '../../src/features/frameworks/frameworks.types.js';
import { Rows } from './copy.js';
import { generateLife, type Scene } from './life.js';
import { Random } from './random.js';
import { CONTRACTS_PER_EMPLOYER, CONTRACTS_PER_TUTOR, Settlement } from './world.js';

export interface Wanted {
  readonly contracts: number;
  readonly seed: string;
  /** The day up to which things happened. */
  readonly today: Day;
  /** The password of every account; null: nobody can sign in. */
  readonly passwordHash: string | null;
}

export interface Generated {
  readonly contracts: number;
  /** Audits every centre: sees every contract. */
  readonly auditorId: PersonId;
}

/** Why nothing was generated, in a sentence. */
export class GenerationError extends Error {}

const CONTRACTS_PER_CENTRE = 300;

/**
 * Fills a database that holds no contract yet, centre by centre, each in one transaction. Same seed, same day, same
 * ladders: same rows. Runs as an owner whom row-level security does not stop, as COPY asks.
 */
export async function generate(ownerUrl: string, wanted: Wanted, record: (done: number) => void = () => undefined): Promise<Generated> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await requireRoom(client);
    const ladders = await readLadders(client);
    const settledAt = `${addDays(wanted.today, -1500)}T06:00:00.000Z` as Instant;
    const auditorId = await settleAuditor(client, wanted, settledAt);
    // One centre is made while the one before is written.
    let writing: Promise<void> = Promise.resolve();
    for (let done = 0, centre = 0; done < wanted.contracts; centre += 1) {
      const rows = new Rows();
      const contracts = Math.min(CONTRACTS_PER_CENTRE, wanted.contracts - done);
      makeCentre(rows, wanted, ladders, settledAt, { number: centre, contracts, auditorId });
      await writing;
      writing = rows.write(client);
      done += contracts;
      record(done);
    }
    await writing;
    await client.query('analyze');
    return { contracts: wanted.contracts, auditorId };
  } finally {
    await client.end();
  }
}

async function requireRoom(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ may: boolean; taken: boolean }>(`
    select
      (select r.rolsuper or r.rolbypassrls from pg_roles r where r.rolname = current_user) as may,
      exists (select from contracts) as taken
  `);
  if (!rows[0]?.may) {
    throw new GenerationError(
      'Il faut un rôle superutilisateur, ou BYPASSRLS : COPY n’écrit pas sous la sécurité par ligne. (Needs a superuser or BYPASSRLS.)',
    );
  }
  if (rows[0].taken) {
    throw new GenerationError(
      'La base contient déjà des contrats : rien n’est généré à côté de données réelles. Donnez une base vide, par exemple PALIER_DATA_DIR=.data-essai. (The database holds contracts already.)',
    );
  }
}

async function readLadders(client: pg.Client): Promise<Ladder[]> {
  const { rows } = await client.query<Ladder>(`
    select distinct on (l.code) l.id, l.code, l.title, l.levels, l.missions
    from ladders l
    where l.owner_id is null and l.published_at is not null
    order by l.code, l.revision desc
  `);
  if (rows.length === 0) throw new GenerationError('Aucun parcours publié. (No published ladder.)');
  return rows;
}

async function settleAuditor(client: pg.Client, wanted: Wanted, at: Instant): Promise<PersonId> {
  const rows = new Rows();
  const settlement = new Settlement(rows, new Random(`${wanted.seed} auditor`), at, 'national', wanted.passwordHash);
  const id = settlement.person(null, null, '1975-06-15' as Day);
  await rows.write(client);
  return id;
}

function makeCentre(
  rows: Rows,
  { seed, today, passwordHash }: Wanted,
  ladders: readonly Ladder[],
  at: Instant,
  { number, contracts, auditorId }: { number: number; contracts: number; auditorId: PersonId },
): void {
  const random = new Random(`${seed} centre ${number}`);
  const settlement = new Settlement(rows, random, at, String(number), passwordHash);
  const centre = settlement.centre(contracts, addDays(today, -1500), auditorId);
  const scene: Scene = { rows, random, settlement, ladders, today };
  for (let index = 0; index < contracts; index += 1) {
    const employer = centre.employers[Math.floor(index / CONTRACTS_PER_EMPLOYER)];
    const tutor = employer?.tutors[Math.floor((index % CONTRACTS_PER_EMPLOYER) / CONTRACTS_PER_TUTOR)];
    if (!employer || !tutor) throw new Error('A centre has a tutor for every two contracts.');
    generateLife(scene, centre, employer, tutor, `c-${number}-${index}`);
  }
}
