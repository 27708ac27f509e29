import { ADMINISTRATORS, may, seen, type Rule } from '../../rule.js';
import { sample, type Sample, type Target } from '../../sample.js';
import type { World } from '../../world.js';

const overridden = ({ ground }: Target) => `${ground.contract.contractId.slice(0, 24)}${'e'.repeat(12)}`;

/** Every alternant is 14 on the first day, by a contract with a form: a side may know better. */
async function young({ app }: World) {
  await app.owner.query(
    `insert into contract_forms (id, contract_id, sequence, recorded_at, recorded_by, content, changed, by_amendment)
     select gen_random_uuid(), c.id, 400000, '2026-03-01', c.alternant_id, '{}', '{terms.riskyWork}', false from contracts c`,
  );
  await app.owner.query(
    `update people p set birth_date = c.starts_on - interval '14 years' from contracts c where p.id = c.alternant_id`,
  );
}

async function knownBetter({ app }: World) {
  await app.owner.query(
    `insert into contract_check_overrides
       (id, contract_id, organisation_id, code, basis, reason, sequence, recorded_at, recorded_by)
     select overlay(c.id::text placing 'eeeeeeeeeeee' from 25)::uuid, c.id, c.employer_id, 'contract_short', 'jours', 'vu', 500000,
       '2026-03-01', c.alternant_id
     from contracts c`,
  );
}

const CODE = 'alternant_age_unusual';

export const SAMPLES: readonly Sample[] = [
  sample('listContractChecks'),
  sample('getContractPay'),
  sample('recordCheckOverride', {
    before: young,
    request: () => ({ body: { code: CODE, reason: 'Acte de naissance vu' } }),
  }),
  sample('withdrawCheckOverride', {
    before: knownBetter,
    request: (target) => ({ path: { checkOverrideId: overridden(target) }, body: { reason: 'Erreur' } }),
  }),
];

/** Whoever handles the papers, and nobody else who follows the contract. */
const papers: Rule = {
  roles: ['alternant', ...ADMINISTRATORS],
  // As of the form, which they quote: to programs that fill it.
  scopes: ['contracts:write'],
  gets: (by) => seen(by, may(by.administers || by.isAlternant, '200')),
};

export const RULES: Readonly<Record<string, Rule>> = {
  listContractChecks: papers,
  getContractPay: papers,
  recordCheckOverride: {
    roles: ADMINISTRATORS,
    scopes: ['contracts:write'],
    gets: (by) => (by.administers ? '201' : seen(by, '403')),
  },
  // Of an override knows whoever handles the papers alone.
  withdrawCheckOverride: {
    roles: ADMINISTRATORS,
    scopes: ['contracts:write'],
    gets: (by) => (by.administers ? '201' : may(by.isAlternant, '403', '404')),
  },
};
