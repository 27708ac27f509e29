import { TODAY, type CallerPosition } from '../callers.js';
import { isEnded, may, seen, type Rule } from '../rule.js';
import { sample, type Sample, type Target } from '../sample.js';
import type { World } from '../world.js';

// One's own calendar; what became of somebody; what they achieved.

/** That the employer hired, of each contract: what the employer reads too. */
async function hired({ app }: World) {
  await app.owner.query(`
    insert into contract_outcomes (id, contract_id, sequence, recorded_at, recorded_by, side, stage, situation)
    select overlay(c.id::text placing '0dd0dd0dd0dd' from 25)::uuid, c.id, 620000, '2026-03-01', c.alternant_id, 'employer', 'end',
      'hired_here'
    from contracts c`);
}

/** One of each contract, of its first level: its id is that of the contract with another end. */
const credentialOf = ({ ground }: Target) => ground.contract.contractId.slice(0, 24) + 'c'.repeat(12);
async function issued({ app }: World) {
  await app.owner.query(`
    insert into level_credentials
      (id, contract_id, ladder_id, level, shown_name, achieved_at, issued_at, status_list, status_index)
    select overlay(c.id::text placing '${'c'.repeat(12)}' from 25)::uuid, c.id, c.ladder_id, 'observation', 'none',
      '2026-03-01', '2026-03-01', 1, row_number() over ()
    from contracts c`);
}
const ofCredential = (operation: string) =>
  sample(operation, {
    before: issued,
    request: (target) => ({ path: { credentialId: credentialOf(target) } }),
  });

export const SAMPLES: readonly Sample[] = [
  sample('recordOutcome', { request: () => ({ body: { stage: 'end', situation: 'hired_here' } }) }),
  sample('listOutcomes', { before: hired }),
  sample('issueCredential', { request: () => ({ body: { level: 'observation' } }) }),
  sample('listCredentials', { before: issued }),
  ofCredential('getCredential'),
  ofCredential('revokeCredential'),
  sample('listCredentialKeys', { of: 'nothing' }),
  sample('getCredentialKey', { of: 'nothing', request: () => ({ path: { kid: 'unknown' } }) }),
  sample('getCredentialStatusList', {
    of: 'nothing',
    request: () => ({ path: { purpose: 'revocation', list: '1' } }),
  }),
  sample('getOwnCalendar', { of: 'nothing' }),
  sample('createCalendarLink', { of: 'nothing', request: () => ({ body: { name: 'Mon téléphone' } }) }),
  sample('listCalendarLinks', { of: 'nothing' }),
  // Nobody but its holder learns of one: whose it is, test/api/own-calendar knows.
  sample('revokeCalendarLink', {
    of: 'nothing',
    request: () => ({ path: { calendarLinkId: '01900000-0000-7000-8000-00000000ca1e' } }),
  }),
  sample('getCalendarBySecret', { of: 'nothing', request: () => ({ path: { secret: 'A'.repeat(43) } }) }),
];

/** The alternant, either side, and the referent of today: no tutor, no auditor. */
const isConcerned = (by: CallerPosition) =>
  by.isAlternant || by.is('hr') || by.is('centre_admin') || by.holds(['referent'], TODAY);
const ROLES = ['centre_admin', 'referent', 'alternant', 'hr'] as const;

/** The alternant of the contract, of what the contract has; whoever else sees the contract may not. */
const own = (done: string, else_: string): Rule => ({
  roles: ['alternant'],
  gets: (by) => (by.isAlternant ? done : seen(by, else_)),
});
/** Where a credential is looked for by its own id, its row is seen by the alternant and the centre. */
const itself: Rule = {
  roles: ['alternant'],
  gets: (by) => (by.isAlternant ? '200' : by.is('centre_admin') ? '403' : '404'),
};

const ofOneself = (status: string): Rule => ({ roles: 'signed_in', gets: () => status });

export const RULES: Readonly<Record<string, Rule>> = {
  recordOutcome: {
    roles: ROLES,
    scopes: ['contracts:write'],
    // Before the end there is nothing to record.
    gets: (by) => seen(by, may(isConcerned(by), isEnded(by) ? '201' : '422 validation_failed')),
  },
  // Whoever is not concerned reads an empty list: test/api/outcomes.
  listOutcomes: {
    roles: ROLES,
    scopes: ['contracts:write'],
    gets: (by) => seen(by, '200'),
  },
  // The first level is achieved wherever somebody of here is alternant.
  issueCredential: own('201', '403'),
  listCredentials: {
    roles: ['alternant', 'centre_admin'],
    gets: (by) => seen(by, '200'),
  },
  getCredential: itself,
  revokeCredential: itself,
  listCredentialKeys: { roles: 'anyone', gets: () => '200' },
  getCredentialKey: { roles: 'anyone', gets: () => '404' },
  getCredentialStatusList: { roles: 'anyone', gets: () => '200' },
  getOwnCalendar: ofOneself('200'),
  createCalendarLink: ofOneself('201'),
  listCalendarLinks: ofOneself('200'),
  revokeCalendarLink: ofOneself('404'),
  // Whoever has an address reads it; of one that opens nothing everybody learns the same.
  getCalendarBySecret: { roles: 'anyone', gets: () => '404' },
};
