import { living, sample, type Sample, type Target } from '../../sample.js';
import { ADMINISTRATORS, isEnded, may, reads, seen, type Rule } from '../../rule.js';
import type { World } from '../../world.js';

/** Another id for each contract: `d` for the draft of the employer, `c` for the confirmation. */
const derived = ({ ground }: Target, letter: string) =>
  ground.contract.contractId.slice(0, 24) + letter.repeat(12);
const sqlOf = (letter: string) => `overlay(c.id::text placing '${letter.repeat(12)}' from 25)::uuid`;

/** The contracts are drafts, but the ended one; and beside each the employer drafted the same. */
async function draftedTwice({ app, grounds }: World) {
  const ids = living.map((place) => grounds.get(place)?.contract.contractId);
  const { owner } = app;
  await owner.query(`delete from contract_steps where contract_id = any ($1) and kind <> 'created'`, [ids]);
  await owner.query(`update contracts set signed_on = null, suspensions = '{}' where id = any ($1)`, [ids]);
  await owner.query(`
    insert into contracts
    select (jsonb_populate_record(c, jsonb_build_object(
      'id', ${sqlOf('d')}, 'owner_id', c.employer_id, 'external_id', null, 'signed_on', null, 'ended_as', null
    ))).*
    from contracts c`);
  await owner.query(`
    insert into contract_steps
    select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'contract_id', ${sqlOf('d')}))).*
    from contract_steps s join contracts c on c.id = s.contract_id where s.kind = 'created'`);
}

async function confirmed(world: World) {
  await draftedTwice(world);
  const { owner } = world.app;
  const drafts = `select c.* from contracts c where c.id::text like '%dddddddddddd'`;
  await owner.query(`
    insert into contract_steps
    select (jsonb_populate_record(s, jsonb_build_object(
      'id', gen_random_uuid(), 'kind', 'cancelled', 'on_day', '2026-03-01', 'terms', null, 'sequence', s.sequence + 1
    ))).*
    from contract_steps s where s.contract_id::text like '%dddddddddddd'`);
  await owner.query(`
    insert into contract_confirmations
      (id, contract_id, organisation_id, duplicate_id, sequence, recorded_at, recorded_by)
    select ${sqlOf('c')}, c.id, c.employer_id, d.id, 500000, '2026-03-01', c.alternant_id
    from contracts c join (${drafts}) d on d.id = ${sqlOf('d')} and d.id <> c.id`);
  await owner.query(`update contracts set cancelled_on = '2026-03-01' where id::text like '%dddddddddddd'`);
}

export const SAMPLES: readonly Sample[] = [
  sample('confirmContract', {
    before: draftedTwice,
    request: (target) => ({ body: { duplicateId: derived(target, 'd') } }),
  }),
  sample('listContractConfirmations'),
  sample('withdrawContractConfirmation', {
    before: confirmed,
    request: (target) => ({
      path: { confirmationId: derived(target, 'c') },
      body: { reason: 'deux contrats' },
    }),
  }),
];

/** Whose draft it was. */
const ofTheEmployer: Rule = {
  roles: ADMINISTRATORS,
  scopes: ['contracts:write'],
  gets: (by) => (by.is('hr') ? may(!isEnded(by), '201', '409 illegal_transition') : seen(by, '403')),
};

export const RULES: Readonly<Record<string, Rule>> = {
  confirmContract: ofTheEmployer,
  listContractConfirmations: reads(['contracts:read']),
  withdrawContractConfirmation: ofTheEmployer,
};
