import { ADMINISTRATORS, isEnded, LEARNING, may, reads, seen, type Rule } from '../../rule.js';
import { sample, type Sample, type Target } from '../../sample.js';
import type { World } from '../../world.js';

const LETTER = 'a'.repeat(12);
const idOf = ({ ground }: Target) => ground.contract.contractId.slice(0, 24) + LETTER;

/** On each contract the employer proposed other hours. */
async function proposed({ app: { owner } }: World) {
  await owner.query(`
    insert into contract_amendments
      (id, contract_id, sequence, recorded_at, recorded_by, side, number, effective_on, weekly_minutes, reason)
    select overlay(c.id::text placing '${LETTER}' from 25)::uuid, c.id, 500001, '2026-03-01', c.alternant_id, 'employer',
      1, '2026-03-20', 2100, 'Horaires'
    from contracts c`);
}

const ofOne = (operation: string, body?: object): Sample =>
  sample(operation, {
    before: proposed,
    request: (target) => ({ path: { amendmentId: idOf(target) }, ...(body ? { body } : {}) }),
  });

export const SAMPLES: readonly Sample[] = [
  sample('proposeAmendment', {
    request: () => ({
      body: { effectiveOn: '2026-03-20', changes: { weeklyMinutes: 2100 }, reason: 'Horaires' },
    }),
  }),
  sample('listAmendments', { before: proposed, lists: idOf }),
  sample('listTransfersOffered', { of: 'nothing' }),
  sample('getContractTerms'),
  ofOne('getAmendment'),
  ofOne('signAmendment', { paperSignedByAll: true }),
  ofOne('refuseAmendment', { reason: 'Pas d’accord' }),
  ofOne('withdrawAmendment', { reason: 'Erreur' }),
];

const ANSWERING = [...ADMINISTRATORS, 'alternant'] as const;
const unlessEnded = (by: Parameters<Rule['gets']>[0], closed: string) => may(!isEnded(by), '201', closed);

export const RULES: Readonly<Record<string, Rule>> = {
  proposeAmendment: {
    roles: ADMINISTRATORS,
    scopes: ['contracts:write'],
    gets: (by) => (by.administers ? unlessEnded(by, '409 illegal_transition') : seen(by, '403')),
  },
  listAmendments: reads(['contracts:read']),
  // No contract here passes to an organisation of theirs.
  listTransfersOffered: { roles: LEARNING, scopes: ['contracts:read'], gets: () => may(true, '200') },
  getContractTerms: reads(['contracts:read']),
  getAmendment: reads(['contracts:read']),
  // A paper that all signed is attested by an organisation, never by the alternant.
  signAmendment: {
    roles: ANSWERING,
    scopes: ['contracts:write'],
    gets: (by) => (by.administers ? unlessEnded(by, '409 amendment_closed') : seen(by, '403')),
  },
  refuseAmendment: {
    roles: ANSWERING,
    scopes: ['contracts:write'],
    gets: (by) =>
      by.administers || by.isAlternant ? unlessEnded(by, '409 amendment_closed') : seen(by, '403'),
  },
  withdrawAmendment: {
    roles: ADMINISTRATORS,
    scopes: ['contracts:write'],
    gets: (by) => (by.administers && by.is('hr') ? unlessEnded(by, '409 amendment_closed') : seen(by, '403')),
  },
};
