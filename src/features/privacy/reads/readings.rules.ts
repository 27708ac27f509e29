import type { Reading } from './reads.types.js';

/** What shows something of a contract, by the last noun of its route; whatever is not here is the contract. */
const KINDS: Readonly<Record<string, Reading['kind']>> = {
  ladder: 'ladder',
  'ladder.svg': 'ladder',
  entitlements: 'ladder',
  report: 'report',
  evidence: 'evidence',
  'journal-entries': 'journal',
  'self-assessments': 'self_assessment',
  disputes: 'dispute',
};

/** Routes that show one record of a contract by an id of its own: their answer names the contract. */
const RECORDS =
  /^\/v1\/(amendments|assignments|attestations|concerns|contract-absences|contract-steps|credentials|disputes|evidence|guest-links|journal-entries|ladder-changes|level-decisions|mandates|observations|placements|plan-items|prospect-agreements|resumptions|reviews|revocations|self-assessments|sign-off-requests|sign-offs)\/:\w+$/;

/**
 * What a read of that route reads of whose file; null: it shows nobody's. `id`: where it is found, as a parameter of the route or
 * of the query, or as a member of the answer. Lists over several people (contracts, people, cohort, queue, changes) are not one file.
 */
export function readingOf(route: string): Reading | null {
  const nouns = route.split('/').filter((part) => part !== '' && part !== 'v1' && !part.startsWith(':'));
  const kind = KINDS[nouns.at(-1) ?? ''] ?? 'contract';
  if (route.startsWith('/v1/people/:personId'))
    return { kind: nouns.at(-1) === 'export' ? 'export' : 'person', of: 'person', id: { param: 'personId' } };
  if (route === '/v1/merges/:mergeId') return { kind: 'person', of: 'person', id: { member: 'keptId' } };
  if (route === '/v1/erasures/:erasureId')
    return { kind: 'person', of: 'person', id: { member: 'personId' } };
  if (route.startsWith('/v1/people/by-external-id/'))
    return { kind: 'person', of: 'person', id: { member: 'id' } };
  if (route.startsWith('/v1/contracts/by-external-id/'))
    return { kind: 'contract', of: 'contract', id: { member: 'id' } };
  if (route.includes('/:contractId')) return { kind, of: 'contract', id: { param: 'contractId' } };
  if (route === '/v1/evidence/:evidenceId/content')
    return { kind: 'evidence', of: 'evidence', id: { param: 'evidenceId' } };
  if (route === '/v1/mandates/:mandateId/eligibility')
    return { kind: 'person', of: 'person', id: { member: 'personId' } };
  // The names of a contract, if one is asked for.
  if (route === '/v1/reviews/blank-form') return { kind, of: 'contract', id: { param: 'contractId' } };
  return RECORDS.test(route) ? { kind, of: 'contract', id: { member: 'contractId' } } : null;
}
