import { ADMINISTRATORS, LEARNING, may, reads, seen, type Rule } from '../../rule.js';
import { sample, type Sample, type Target } from '../../sample.js';
import type { World } from '../../world.js';

const body = (operation: string, sent: unknown): Sample =>
  sample(operation, { request: () => ({ body: sent }) });

/** An absence of each contract, which the employer recorded: its id is that of the contract with another end. */
const absenceOf = ({ ground }: Target) => ground.contract.contractId.slice(0, 24) + 'a'.repeat(12);
async function absent({ app }: World) {
  await app.owner.query(`
    insert into contract_absences
      (id, absence_id, contract_id, organisation_id, sequence, recorded_at, recorded_by, from_day, until_day, kind, is_withdrawn)
    select a.id, a.id, c.id, c.employer_id, 600000, '2026-03-01', c.alternant_id, '2026-03-02', '2026-03-03', 'sick_leave', false
    from contracts c
    cross join lateral (select overlay(c.id::text placing '${'a'.repeat(12)}' from 25)::uuid) a (id)`);
}
const ofAbsence = (operation: string, sent?: unknown) =>
  sample(operation, {
    before: absent,
    request: (target) => ({
      path: { contractAbsenceId: absenceOf(target) },
      ...(sent === undefined ? {} : { body: sent }),
    }),
  });
const AWAY = { from: '2026-03-02', to: '2026-03-03', kind: 'leave' };

export const SAMPLES: readonly Sample[] = [
  body('recordContractCalendar', { exceptions: [{ from: '2026-03-16', to: '2026-03-20', place: 'centre' }] }),
  sample('getContractCalendar'),
  sample('importContractCalendar', {
    request: () => ({ body: Buffer.from('du\n16/03/2026\n'), headers: { 'content-type': 'text/csv' } }),
  }),
  body('recordContractAbsence', AWAY),
  sample('listContractAbsences'),
  ofAbsence('getContractAbsence'),
  ofAbsence('correctContractAbsence', AWAY),
  ofAbsence('withdrawContractAbsence', { reason: 'autre contrat' }),
  sample('getContractTrialPeriod'),
  body('recordContractDeposit', { on: '2026-03-02' }),
  sample('getContractDeposit'),
];

/** Either side of today. */
const writes: Rule = {
  roles: ADMINISTRATORS,
  scopes: ['contracts:write'],
  gets: (by) => (by.administers ? '201' : seen(by, '403')),
};
/** The side that recorded it; that it is there at all, only those know who know why somebody was away. */
const changes: Rule = {
  roles: ADMINISTRATORS,
  scopes: ['contracts:write'],
  gets: (by) => (by.is('hr') ? '201' : may(by.administers || by.isAlternant, '403', '404')),
};

export const RULES: Readonly<Record<string, Rule>> = {
  recordContractCalendar: writes,
  getContractCalendar: reads(['contracts:read']),
  importContractCalendar: writes,
  recordContractAbsence: writes,
  listContractAbsences: {
    roles: LEARNING,
    scopes: ['contracts:read'],
    gets: (by) => seen(by, may(by.administers || by.isAlternant, '200')),
  },
  getContractAbsence: {
    roles: LEARNING,
    scopes: ['contracts:read'],
    gets: (by) => may(by.administers || by.isAlternant, '200', '404'),
  },
  correctContractAbsence: changes,
  withdrawContractAbsence: changes,
  getContractTrialPeriod: reads(['contracts:read']),
  recordContractDeposit: writes,
  getContractDeposit: reads(['contracts:read']),
};
