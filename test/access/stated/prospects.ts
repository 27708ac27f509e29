import { createHash } from 'node:crypto';
import { may, seen, type Rule } from '../rule.js';
import { sample, type Target } from '../sample.js';
import type { World } from '../world.js';

/** Each alternant shows themself to their own employer, which saw them; before, or after, it asked to meet them. */
const as = (letter: string, id: string) => id.slice(0, 24) + letter.repeat(12);
export const prospectIdsOf = (contractId: string, employerId: string) => {
  const agreement = as('b', contractId);
  const hash = createHash('sha256')
    .update(agreement + employerId)
    .digest('hex');
  const prospect = hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return { agreement, contact: as('c', contractId), prospect };
};
const idsOf = ({ ground, employer }: Target) => prospectIdsOf(ground.contract.contractId, employer.id);
const agreementOf = (target: Target) => idsOf(target).agreement;
const contactOf = (target: Target) => idsOf(target).contact;
const prospectOf = (target: Target) => idsOf(target).prospect;

async function agreed({ app, premises }: World) {
  const employers = [...premises].flatMap(([place, { id }]) => (place.startsWith('E') ? [id] : []));
  await app.owner.query(
    `update organisations set finess = '750000010', structure_type = 'EHPAD' where id = any ($1)`,
    [employers],
  );
  await app.owner.query(`
    insert into prospect_agreements
      (id, contract_id, agreed_by, agreed_at, text_version, departments, structure_types, hidden_from, shows_family_name,
       shows_own_employer, until_day)
    select overlay(c.id::text placing '${'b'.repeat(12)}' from 25)::uuid, c.id, c.alternant_id, '2026-03-01', 1, '{75}', '{EHPAD}', '{}',
      false, true, '2027-01-01'
    from contracts c`);
}
async function viewed(world: World) {
  await agreed(world);
  await world.app.owner.query(`
    insert into prospect_views (id, agreement_id, contract_id, prospect_id, employer_id, viewed_by, viewed_on, first_at)
    select a.id, a.id, c.id, encode(substr(sha256(convert_to(a.id::text || c.employer_id::text, 'UTF8')), 1, 16), 'hex')::uuid,
      c.employer_id, c.alternant_id, '2026-03-01', '2026-03-01'
    from prospect_agreements a join contracts c on c.id = a.contract_id`);
}
async function asked(world: World) {
  await viewed(world);
  await world.app.owner.query(`
    insert into prospect_contacts (id, agreement_id, contract_id, prospect_id, employer_id, asked_by, asked_at, words)
    select overlay(v.contract_id::text placing '${'c'.repeat(12)}' from 25)::uuid, v.agreement_id, v.contract_id, v.prospect_id,
      v.employer_id, v.viewed_by, '2026-03-01', 'Bonjour'
    from prospect_views v`);
}
const ofAgreement = (target: Target) => ({ path: { prospectAgreementId: agreementOf(target) } });
const ofContact = (target: Target) => ({ path: { prospectContactId: contactOf(target) } });

export const SAMPLES = [
  sample('createProspectAgreement', {
    request: () => ({ body: { departments: ['75'], structureTypes: ['EHPAD'] } }),
  }),
  sample('listProspectAgreements', { before: agreed, lists: agreementOf }),
  sample('getProspectAgreement', { before: agreed, request: ofAgreement }),
  sample('withdrawProspectAgreement', { before: agreed, request: ofAgreement }),
  sample('listProspectViews', { before: viewed }),
  sample('listProspects', {
    before: agreed,
    request: ({ employer }) => ({ query: { employerId: employer.id, limit: '500' } }),
  }),
  sample('createProspectContact', {
    before: viewed,
    request: (target) => ({
      path: { prospectId: prospectOf(target) },
      body: { employerId: target.employer.id, message: 'Bonjour' },
    }),
  }),
  sample('listProspectContacts', { before: asked, lists: contactOf }),
  sample('getProspectContact', { before: asked, request: ofContact }),
  sample('decideProspectContact', {
    before: asked,
    request: (target) => ({ ...ofContact(target), body: { decision: 'withdrawn' } }),
  }),
];

const HERS = ['alternant', 'centre_admin'] as const;
const ALL_THREE = ['alternant', 'hr', 'centre_admin'] as const;
const seeks = (done: string): Rule => ({ roles: ['hr'], gets: (by) => may(by.is('hr'), done) });

export const RULES: Readonly<Record<string, Rule>> = {
  createProspectAgreement: { roles: ['alternant'], gets: (by) => (by.isAlternant ? '201' : seen(by, '403')) },
  listProspectAgreements: {
    roles: HERS,
    gets: (by) => (by.isAlternant || by.is('centre_admin') ? '200' : seen(by, '200-')),
  },
  getProspectAgreement: {
    roles: HERS,
    gets: (by) => may(by.isAlternant || by.is('centre_admin'), '200', '404'),
  },
  withdrawProspectAgreement: { roles: ['alternant'], gets: (by) => may(by.isAlternant, '200', '404') },
  listProspectViews: { roles: HERS, gets: (by) => seen(by, '200') },
  listProspects: seeks('200'),
  createProspectContact: seeks('201'),
  listProspectContacts: {
    roles: ALL_THREE,
    gets: (by) => may(by.isAlternant || by.administers, '200', '200-'),
  },
  getProspectContact: { roles: ALL_THREE, gets: (by) => may(by.isAlternant || by.administers, '200', '404') },
  decideProspectContact: {
    roles: ALL_THREE,
    gets: (by) => (by.is('hr') ? '200' : may(by.isAlternant || by.administers, '403', '404')),
  },
};
