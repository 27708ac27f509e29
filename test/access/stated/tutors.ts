import type { MandateRole } from '../../../src/features/mandates/mandates.types.js';
import { newId } from '../../../src/platform/ids.js';
import { ADMINISTRATORS, isEnded, isPlatform, LEARNING, may, reads, seen, type Rule } from '../rule.js';
import { sample, type Sample, type Target } from '../sample.js';
import type { World } from '../world.js';

/** What was checked of the candidate of each employer. */
const proofs = new Map<string, { readonly qualification: string; readonly derogation: string }>();
const checkedBefore = async ({ app, premises }: World) => {
  for (const [place, { id, candidate }] of premises) {
    if (!place.startsWith('E')) continue;
    const made = { qualification: newId(), derogation: newId() };
    proofs.set(id, made);
    const checker = (await app.given.someone('hr', id)).personId;
    const now = app.clock.now();
    await app.owner.query(
      `insert into tutor_proofs (id, person_id, employer_id, kind, idcc, checked_on, recorded_at, recorded_by)
       values ($1, $2, $3, 'branch_rule', '0413', '2026-03-01', $4, $5)`,
      [made.qualification, candidate.personId, id, now, checker],
    );
    await app.owner.query(
      `insert into tutor_proofs
         (id, person_id, employer_id, kind, from_day, until_day, apprentices, authority, checked_on, recorded_at, recorded_by)
       values ($1, $2, $3, 'derogation', '2026-03-01', '2027-03-01', 3, 'Commission', '2026-03-01', $4, $5)`,
      [made.derogation, candidate.personId, id, now, checker],
    );
  }
};

let rule = '';
const ruledBefore = async ({ app }: World) => {
  rule = newId();
  const admin = await app.given.someone('platform_admin');
  await app.owner.query(
    `insert into tutor_branch_rules (id, idcc, from_day, apprentices, source, recorded_at, recorded_by)
     values ($1, '0413', '2020-01-01', 3, 'Accord', $2, $3)`,
    [rule, app.clock.now(), admin.personId],
  );
};

const ofCandidate = ({ employer }: Target) => ({ path: { personId: employer.candidate.personId } });
const checked = ({ employer }: Target) => ({ employerId: employer.id, checkedOn: '2026-03-01' });
const withdrawn = { body: { reason: 'essai' } };

export const SAMPLES: readonly Sample[] = [
  sample('recordTutorQualification', {
    of: 'organisation',
    request: (target) => ({
      ...ofCandidate(target),
      body: { ...checked(target), kind: 'branch_rule', idcc: '0413' },
    }),
  }),
  sample('recordTutorDerogation', {
    of: 'organisation',
    request: (target) => ({
      ...ofCandidate(target),
      body: {
        ...checked(target),
        from: '2026-03-01',
        to: '2027-02-28',
        apprentices: 3,
        authority: 'Commission de l’emploi',
      },
    }),
  }),
  sample('listTutorQualifications', {
    of: 'organisation',
    before: checkedBefore,
    request: ofCandidate,
    lists: ({ employer }) => proofs.get(employer.id)?.qualification ?? '',
  }),
  sample('listTutorDerogations', {
    of: 'organisation',
    before: checkedBefore,
    request: ofCandidate,
    lists: ({ employer }) => proofs.get(employer.id)?.derogation ?? '',
  }),
  sample('withdrawTutorQualification', {
    of: 'organisation',
    before: checkedBefore,
    request: ({ employer }) => ({
      path: { tutorQualificationId: proofs.get(employer.id)?.qualification ?? '' },
      ...withdrawn,
    }),
  }),
  sample('withdrawTutorDerogation', {
    of: 'organisation',
    before: checkedBefore,
    request: ({ employer }) => ({
      path: { tutorDerogationId: proofs.get(employer.id)?.derogation ?? '' },
      ...withdrawn,
    }),
  }),
  sample('recordTutorBranchRule', {
    of: 'nothing',
    request: () => ({ body: { idcc: '0413', from: '2020-01-01', apprentices: 3, source: 'Accord' } }),
  }),
  sample('listTutorBranchRules', { of: 'nothing', before: ruledBefore, lists: () => rule }),
  sample('withdrawTutorBranchRule', {
    of: 'nothing',
    before: ruledBefore,
    request: () => ({ path: { tutorBranchRuleId: rule } }),
  }),
  sample('getMandateEligibility', {
    request: ({ ground }) => ({ path: { mandateId: ground.mandates.main_tutor } }),
  }),
  sample('getContractTeam'),
  sample('listTutors', {
    lists: ({ ground }) => ground.contract.contractId,
  }),
];

/** HR of the employer; whoever does not know the person learns nothing. */
const checks: Rule = {
  roles: ['hr'],
  scopes: ['people:write'],
  gets: (by) => may(by.is('hr'), '201', '404'),
};
const readsProofs: Rule = {
  roles: ['hr', 'auditor', 'tutor'],
  scopes: ['people:read'],
  gets: (by) => may(by.is('hr'), '200', '404'),
};
const rulesBranches: Rule = { roles: ['platform_admin'], gets: (by) => may(isPlatform(by), '201') };

const MAIN: readonly MandateRole[] = ['main_tutor'];

export const RULES: Readonly<Record<string, Rule>> = {
  recordTutorQualification: checks,
  recordTutorDerogation: checks,
  withdrawTutorQualification: checks,
  withdrawTutorDerogation: checks,
  listTutorQualifications: readsProofs,
  listTutorDerogations: readsProofs,
  recordTutorBranchRule: rulesBranches,
  withdrawTutorBranchRule: rulesBranches,
  listTutorBranchRules: { roles: 'signed_in', scopes: 'any', gets: () => '200' },
  getContractTeam: reads(['contracts:read']),
  // Both sides, their auditors, and the tutor themself.
  getMandateEligibility: {
    roles: LEARNING,
    scopes: ['contracts:read'],
    gets: (by) => seen(by, may(by.administers || by.is('auditor') || by.holds(MAIN), '200')),
  },
  listTutors: {
    roles: ADMINISTRATORS,
    scopes: ['contracts:read'],
    gets: (by) => may(by.administers && !isEnded(by), '200', '200-'),
  },
};
