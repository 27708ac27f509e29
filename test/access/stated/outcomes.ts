import { TODAY, type CallerPosition } from '../callers.js';
import { isEnded, may, seen, type Rule } from '../rule.js';
import { sample, type Sample } from '../sample.js';
import type { World } from '../world.js';

/** That the employer hired, of each contract: what the employer reads too. */
async function hired({ app }: World) {
  await app.owner.query(`
    insert into contract_outcomes (id, contract_id, sequence, recorded_at, recorded_by, side, stage, situation)
    select overlay(c.id::text placing '0dd0dd0dd0dd' from 25)::uuid, c.id, 620000, '2026-03-01', c.alternant_id, 'employer', 'end',
      'hired_here'
    from contracts c`);
}

export const SAMPLES: readonly Sample[] = [
  sample('recordOutcome', { request: () => ({ body: { stage: 'end', situation: 'hired_here' } }) }),
  sample('listOutcomes', { before: hired }),
];

/** The alternant, either side, and the referent of today: no tutor, no auditor. */
const isConcerned = (by: CallerPosition) =>
  by.isAlternant || by.is('hr') || by.is('centre_admin') || by.holds(['referent'], TODAY);
const ROLES = ['centre_admin', 'referent', 'alternant', 'hr'] as const;

export const RULES: Readonly<Record<string, Rule>> = {
  recordOutcome: {
    roles: ROLES,
    scopes: ['contracts:write'],
    // Before the end there is nothing to record.
    gets: (by) => seen(by, may(isConcerned(by), isEnded(by) ? '201' : '422')),
  },
  listOutcomes: {
    roles: ROLES,
    scopes: ['contracts:write'],
    gets: (by) => seen(by, isConcerned(by) ? '200' : '200-'),
  },
};
