import Fastify from 'fastify';
import pg from 'pg';
import type { ProgressRow } from '../../src/features/ladder/progress/ladder-progress.types.js';
import { recordFacts } from '../../src/features/sign-offs/facts/record-facts.store.js';
import { exitWithParent } from '../../src/platform/exit-with-parent.js';
import { newId } from '../../src/platform/ids.js';

// What Fastify and the driver can do with nothing between them: the same SQL, without token, row security, validation or
// rules. `npm run bench` runs it beside the API.

const RECORD = recordFacts(['observations', 'sign_offs'], false);

const pool = new pg.Pool({
  connectionString: process.env['DATABASE_URL'],
  max: 16,
  pipeline: true,
} as pg.PoolConfig);
const fastify = Fastify();

fastify.get('/hello', async () => ({ status: 'ok' }));

fastify.get('/ladders/:id', async (request) => {
  const { id } = request.params as { id: string };
  const { rows } = await pool.query({
    name: 'ladder',
    text: `
      select c.id, c.last_sequence, p.current_level, p.state, p.tallies
      from contracts c join progress p on p.contract_id = c.id
      where c.id = $1
    `,
    values: [id],
  });
  return rows[0];
});

interface Body {
  readonly contractId: string;
  readonly tutorId: string;
  readonly competency: string;
  readonly level: string;
}

fastify.post('/sign-offs', async (request, reply) => {
  const { contractId, tutorId, competency, level } = request.body as Body;
  const client = await pool.connect();
  try {
    const begun = client.query(`begin; select from contracts where id = '${contractId}' for update`);
    const { rows } = await client.query<ProgressRow & { sequence: string }>(READ(contractId, tutorId));
    await begun;
    const [found] = rows;
    if (!found) return await reply.status(404).send();
    const sequence = Number(found.sequence);
    const at = new Date().toISOString();
    const [observationId, signOffId] = [newId(), newId()];
    const seen = { competency, level, outcome: 'performed' };
    const acquired = { competency, level, outcome: 'acquired' };
    const day = at.slice(0, 10);
    await client.query({
      ...RECORD,
      values: [
        contractId,
        at,
        tutorId,
        JSON.stringify([
          {
            id: newId(),
            sequence: sequence + 1,
            type: 'observation.recorded',
            data: { observationId, items: [seen] },
          },
          {
            id: newId(),
            sequence: sequence + 2,
            type: 'sign_off.recorded',
            data: { signOffId, ...acquired },
          },
        ]),
        sequence + 2,
        sequence + 2,
        found.currentLevel,
        found.complete,
        JSON.stringify(found.levels),
        day,
        JSON.stringify(found.state),
        JSON.stringify(found.tallies),
        JSON.stringify(found.marks),
        JSON.stringify([
          {
            id: observationId,
            sequence: sequence + 1,
            observer_id: tutorId,
            observed_on: day,
            with_sign_off: true,
            items: [seen],
          },
        ]),
        JSON.stringify([
          {
            id: signOffId,
            sequence: sequence + 2,
            signer_id: tutorId,
            observed_on: day,
            ...acquired,
            attempt: sequence,
          },
        ]),
      ],
    });
    await client.query('commit');
    return await reply.status(201).send({ id: signOffId, ladder: found.state });
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
});

const READ = (contractId: string, tutorId: string) => ({
  name: 'context',
  text: `
    select c.last_sequence as sequence, p.current_level as "currentLevel", p.complete, p.levels, p.state, p.tallies, p.marks,
      (select jsonb_agg(m) from mandates m where m.contract_id = c.id and m.person_id = $2) as mandates
    from contracts c join progress p on p.contract_id = c.id
    where c.id = $1
  `,
  values: [contractId, tutorId],
});

process.stdout.write(`${await fastify.listen({ port: 0, host: '127.0.0.1' })}\n`);
process.on('SIGTERM', () => process.exit(0));
exitWithParent(() => fastify.close());
