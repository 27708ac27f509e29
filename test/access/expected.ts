import { MANDATE_ROLES } from '../../src/features/mandates/mandates.types.js';
import type { Role } from '../../src/platform/access/actor.js';
import type { Scope } from '../../src/platform/access/scopes.js';
import { EVERY_PLACE, PLACES, CallerPosition, TODAY, type CallerSpec, type Place } from './callers.js';
import {
  ADMINISTRATORS,
  actsFor,
  actsOnContract,
  decides,
  HOLDERS,
  isEnded,
  isPlatform,
  JUDGES,
  LEARNING,
  lists,
  may,
  OWNERS,
  reads,
  records,
  seen,
  TUTORS,
  unlessEnded,
  WITH_PLATFORM,
  type Rule,
} from './rule.js';
import type { Sample } from './sample.js';
import { STATED } from './stated.js';

/** What either side puts right, also once it has ended. */
const correctsContract: Rule = {
  roles: ADMINISTRATORS,
  scopes: ['contracts:write'],
  gets: (by) => (by.administers ? '201' : seen(by, '403')),
};

const given = (by: CallerPosition, role = '') =>
  isPlatform(by) ||
  (['hr', 'tutor'].includes(role) && by.is('hr')) ||
  (['centre_admin', 'referent', 'alternant', 'auditor'].includes(role) && by.is('centre_admin'));
/** Who holds one of these reads and judges nobody by that alone. */
const GIVEN_BY_CLIENTS = ['alternant', 'tutor', 'referent'];
const gives = (scopes?: readonly Scope[]): Rule => ({
  roles: WITH_PLATFORM,
  ...(scopes ? { scopes } : {}),
  gets: (by, { as = '' }) =>
    may(given(by, as), by.caller.client && !GIVEN_BY_CLIENTS.includes(as) ? '403p' : '201'),
});

/** The people who stand on the first two contracts. */
const seesTeam = (by: CallerPosition) =>
  [by.place, ...(['own', 'ended'].includes(by.place) ? (['own', 'ended'] as Place[]) : [])].some(
    (place) => new CallerPosition(by.caller, place).sees,
  );
const seesPerson = (by: CallerPosition, { as = '' }: Sample) => {
  // Whom an organisation recorded and who left it: for 30 days it finds the name.
  if (as.startsWith('left')) return isPlatform(by) || (as === 'left lately' && by.is('hr'));
  return isPlatform(by) || (as === 'main_tutor' ? seesTeam(by) : by.sees);
};
/** As long as they are a member; who an alternant signed as is the centre's, and was all along. */
const keepsPerson = (by: CallerPosition, { as = '' }: Sample) =>
  isPlatform(by) || (!as.startsWith('left') && by.is(as === 'main_tutor' ? 'hr' : 'centre_admin'));

/** Who an alternant signed as. */
const corrects = (by: CallerPosition) => isPlatform(by) || by.is('centre_admin');

/** Who administers all that somebody is. */
const onAccount: Rule = {
  roles: WITH_PLATFORM,
  gets: (by, sample) => may(keepsPerson(by, sample), '200', seesPerson(by, sample) ? '403' : '404'),
};

const ofOrganisation = (done: string, none: string): Rule => ({
  roles: WITH_PLATFORM,
  gets: (by, sample) => may(isPlatform(by) || actsFor(by, sample), done, none),
});

/** Frameworks and ladders: published ones everyone signed in; drafts their owner. */
const owns = (by: CallerPosition, { as = '' }: Sample) =>
  as.includes('platform') ? isPlatform(by) : by.is('centre_admin');
const isPublished = ({ as = '' }: Sample) => as.startsWith('published');
const MODELS: Record<string, Rule> = {
  list: {
    roles: 'signed_in',
    scopes: 'any',
    gets: (by, sample) => may(isPublished(sample) || owns(by, sample), '200', '200-'),
  },
  get: {
    roles: 'signed_in',
    scopes: 'any',
    gets: (by, sample) => may(isPublished(sample) || owns(by, sample), '200', '404'),
  },
  create: {
    roles: OWNERS,
    gets: (by, { as = '' }) =>
      as === 'for the centre'
        ? may(by.is('centre_admin'), '201')
        : may(
            isPlatform(by) ||
              [...new Set(['own', 'other'] as const)].some((place) =>
                new CallerPosition(by.caller, place).is('centre_admin'),
              ),
            '201',
          ),
  },
  change: {
    roles: OWNERS,
    gets: (by, sample) =>
      isPublished(sample) ? may(owns(by, sample), '409 published') : may(owns(by, sample), '200', '404'),
  },
};

const anyone: Rule = { roles: 'anyone', gets: () => '200' };
const platformOnly = (done: string): Rule => ({ roles: ['platform_admin'], gets: () => done });

const DISPUTERS: readonly Role[] = ['alternant', 'referent', 'centre_admin'];
const readsDisputes = (otherwise: string): Rule => ({
  roles: ['centre_admin', 'referent', 'alternant', 'auditor', 'tutor'],
  scopes: ['progress:read'],
  gets: (by) => seen(by, may(by.readsComments, '200', otherwise)),
});
const writesForRepresentative = (by: CallerPosition) =>
  !by.isAlternant && (by.is('centre_admin') || by.holds(['referent'], TODAY));

/** By itself, or as one item of a shift. */
const signsOff = records(
  JUDGES,
  (by, { as }) =>
    by.holds(TUTORS, TODAY) &&
    (as === 'first level' || by.mandates.every(({ maxLevel }) => maxLevel === undefined)),
  unlessEnded('201'),
);

/** A request that nobody has claimed, at the second level. */
const answersRequest = (done: string) =>
  records(
    JUDGES,
    (by) => by.holds(TUTORS, TODAY) && by.mandates.every(({ maxLevel }) => maxLevel === undefined),
    unlessEnded(done, '409 illegal_transition'),
  );

/** An employer is known to whoever stands on one of its contracts. */
const follows = (by: CallerPosition) =>
  EVERY_PLACE.some(
    (place) =>
      PLACES[place].employer === PLACES[by.place].employer && new CallerPosition(by.caller, place).sees,
  );
const declares: Rule = {
  roles: ['hr'],
  scopes: ['contracts:write'],
  gets: (by) => may(by.is('hr'), '201', may(follows(by), '403', '404')),
};
/** HR, the centre, the main tutor and the referent; nobody for themselves. */
const attests: Rule = {
  roles: JUDGES,
  scopes: ['contracts:write'],
  gets: (by) =>
    !by.isAlternant && (by.administers || by.holds(['main_tutor', 'referent'], TODAY))
      ? seen(by, '201')
      : seen(by, '403m'),
};

const RULES: Record<string, Rule> = {
  ...(Object.assign({}, ...STATED.map((stated) => stated.RULES)) as Record<string, Rule>),
  getLiveness: anyone,
  getReadiness: anyone,
  login: anyone,
  logout: anyone,
  refreshSession: anyone,
  issueToken: anyone,
  acceptInvitation: anyone,
  getMe: { roles: 'signed_in', gets: () => '200' },
  updateMe: { roles: 'signed_in', gets: () => '200' },
  listOwnSessions: { roles: 'signed_in', gets: () => '200' },
  endOwnSession: { roles: 'signed_in', gets: () => '404' },
  endOwnSessions: { roles: 'signed_in', gets: () => '200' },
  listEmailChanges: { roles: 'signed_in', gets: () => '200' },
  getEmailChange: { roles: 'signed_in', gets: () => '404' },
  withdrawEmailChange: { roles: 'signed_in', gets: () => '404' },
  askEmailChange: { roles: 'signed_in', gets: () => '409 mail_not_configured' },
  forgetPassword: anyone,
  resetPassword: { roles: 'anyone', gets: () => '422 validation_failed' },
  undoEmail: { roles: 'anyone', gets: () => '422 validation_failed' },
  confirmEmail: { roles: 'anyone', gets: () => '422 validation_failed' },
  changePassword: { roles: 'signed_in', gets: () => '422 validation_failed' },
  listOwnNotifications: { roles: 'signed_in', gets: () => '200' },
  getNotificationPreferences: { roles: 'signed_in', gets: () => '200' },
  replaceNotificationPreferences: { roles: 'signed_in', gets: () => '200' },

  getReferenceData: { roles: 'signed_in', scopes: 'any', gets: () => '200' },
  listLegalRules: { roles: 'signed_in', scopes: 'any', gets: () => '200' },
  listSheets: { roles: 'signed_in', scopes: 'any', gets: () => '200' },
  listOrganisations: { roles: 'signed_in', scopes: 'any', gets: () => '200' },
  getOrganisation: { roles: 'signed_in', scopes: 'any', gets: () => '200' },
  getOrganisationByExternalId: { roles: 'signed_in', scopes: 'any', gets: () => '200' },
  createOrganisation: platformOnly('201'),
  updateOrganisation: platformOnly('200'),
  putOrganisation: platformOnly('200'),

  listPeople: {
    roles: 'signed_in',
    scopes: ['people:read'],
    gets: (by, sample) => may(seesPerson(by, sample), '200', '200-'),
  },
  getPerson: {
    roles: 'signed_in',
    scopes: ['people:read'],
    gets: (by, sample) => may(seesPerson(by, sample), '200', '404'),
  },
  getPersonByExternalId: {
    roles: 'signed_in',
    scopes: ['people:read'],
    gets: (by, sample) => may(isPlatform(by) || actsFor(by, sample), '200', '404'),
  },
  listPersonCorrections: {
    roles: 'signed_in',
    scopes: ['people:read'],
    gets: (by, sample) => may(corrects(by) || by.isAlternant, '200', seesPerson(by, sample) ? '403' : '404'),
  },
  updatePerson: {
    roles: WITH_PLATFORM,
    scopes: ['people:write'],
    gets: (by, sample) => may(keepsPerson(by, sample), '200', seesPerson(by, sample) ? '403' : '404'),
  },
  getAccount: onAccount,
  disableAccount: onAccount,
  enableAccount: onAccount,
  // None of them has chosen a password yet: what refuses whoever may is that.
  issueResetLink: {
    roles: WITH_PLATFORM,
    gets: (by, sample) =>
      may(keepsPerson(by, sample), '409 reset_not_possible', seesPerson(by, sample) ? '403' : '404'),
  },
  createPerson: gives(['people:write']),
  putPerson: {
    roles: WITH_PLATFORM,
    scopes: ['people:write'],
    gets: (by, sample) =>
      may(isPlatform(by) || actsFor(by, sample), sample.as?.startsWith('new') ? '201' : '200'),
  },

  listInvitations: ofOrganisation('200', '200-'),
  getInvitation: ofOrganisation('200', '404'),
  createInvitation: gives(),
  withdrawInvitation: ofOrganisation('200', '404'),
  resendInvitation: ofOrganisation('200', '404'),
  listApiClients: ofOrganisation('200', '200-'),
  getApiClient: ofOrganisation('200', '404'),
  rotateApiClient: ofOrganisation('200', '404'),
  revokeApiClient: ofOrganisation('200', '404'),
  createApiClient: ofOrganisation('201', '403'),

  listContracts: lists(LEARNING, ['contracts:read']),
  getContract: reads(['contracts:read']),
  // Each side by its own ids.
  getContractByExternalId: {
    roles: LEARNING,
    scopes: ['contracts:read'],
    gets: (by) => may(by.is('hr') || (by.is('auditor') && by.caller.name.includes('employer')), '200', '404'),
  },
  listContractEvents: reads(['contracts:read', 'changes:read']),
  createContract: {
    roles: ADMINISTRATORS,
    scopes: ['contracts:write'],
    gets: (by) => may(by.administers, '201'),
  },
  updateContract: {
    roles: ADMINISTRATORS,
    scopes: ['contracts:write'],
    gets: (by) => (by.administers ? '200' : seen(by, '403')),
  },
  putContract: {
    roles: ADMINISTRATORS,
    scopes: ['contracts:write'],
    gets: (by, sample) => may(actsFor(by, sample), sample.as?.startsWith('new') ? '201' : '200'),
  },
  signContract: actsOnContract,
  cancelContract: actsOnContract,
  suspendContract: actsOnContract,
  // The centre's own word, whatever became of the contract.
  assignContractGroup: {
    roles: ADMINISTRATORS,
    scopes: ['contracts:write'],
    gets: (by) => seen(by, may(by.is('centre_admin'), '201')),
  },
  resumeContract: actsOnContract,
  terminateContract: actsOnContract,
  completeContract: actsOnContract,

  listContractSteps: reads(['contracts:read']),
  getContractStep: reads(['contracts:read']),
  correctContractStep: correctsContract,
  withdrawContractStep: correctsContract,

  listContractMandates: reads(['contracts:read']),
  getMandate: reads(['contracts:read']),
  listMandateAbsences: reads(['contracts:read']),
  openMandate: mandates('201'),
  endMandate: mandates('200'),
  endMandateAbsence: {
    roles: HOLDERS,
    scopes: ['contracts:write'],
    gets: (by) => (by.administers || by.holds(['main_tutor'], TODAY) ? seen(by, '200') : seen(by, '403')),
  },
  declareMandateAbsence: {
    roles: HOLDERS,
    scopes: ['contracts:write'],
    gets: (by) => (by.administers || by.holds(['main_tutor'], TODAY) ? seen(by, '201') : seen(by, '403')),
  },

  getLadder: reads(['progress:read']),
  listEntitlements: reads(['progress:read']),
  listPriorContracts: reads(['progress:read']),
  listPriorFacts: reads(['progress:read']),
  listSignOffs: reads(['progress:read']),
  getSignOff: reads(['progress:read']),
  signOff: signsOff,
  signOffBatch: signsOff,
  listRevocations: reads(['progress:read']),
  getRevocation: reads(['progress:read']),
  revokeSignOff: records(
    JUDGES,
    (by) => by.holds([...TUTORS, 'referent'], TODAY),
    (_, { as }) => (as === 'dry run' ? '200' : '201'),
  ),
  listLevelDecisions: reads(['progress:read']),
  getLevelDecision: reads(['progress:read']),
  decideLevel: records(
    JUDGES,
    (by, sample) =>
      decides(by, sample) || (!!sample.as?.startsWith('co-signed') && by.holds(['referent'], TODAY)),
    (by, { as = '' }) => {
      if (isEnded(by)) return '409 contract_not_active';
      const isReferent = by.holds(['referent'], TODAY);
      if (as === 'co-signed, the first' && isReferent) return '409 cosigner_order';
      return as === 'co-signed, the second' && !isReferent ? '409 cosigner_not_distinct' : '201';
    },
  ),
  listResumptions: reads(['progress:read']),
  getResumption: reads(['progress:read']),
  recordResumption: records(JUDGES, decides, unlessEnded('201')),
  withdrawResumption: records(JUDGES, decides, '201'),
  listAssignments: reads(['progress:read']),
  getAssignment: reads(['progress:read']),
  endAssignment: records(JUDGES, (by) => by.holds(TUTORS, TODAY), '200'),
  assignMission: records(
    JUDGES,
    (by) => by.holds(TUTORS, TODAY),
    unlessEnded('201', '409 mission_not_entitled'),
  ),
  listEvidence: reads(['progress:read']),
  getEvidence: reads(['progress:read']),
  getEvidenceContent: {
    roles: LEARNING,
    gets: (by) => seen(by, by.readsComments ? '200' : '403'),
  },
  addEvidence: {
    roles: HOLDERS,
    gets: (by) => (by.isAlternant || by.holds(MANDATE_ROLES, TODAY) ? '201' : seen(by, '403m')),
  },
  withdrawEvidence: records(
    HOLDERS,
    (by, sample) => decides(by, sample) || by.holds(['referent'], TODAY),
    '201',
  ),
  listConcerns: reads(['progress:read']),
  getConcern: reads(['progress:read']),
  raiseConcern: records(HOLDERS, (by) => by.holds(MANDATE_ROLES, TODAY), '201'),
  reviewConcern: records(JUDGES, (by, sample) => decides(by, sample) || by.holds(['referent'], TODAY), '201'),
  listJournalEntries: reads(['progress:read']),
  getJournalEntry: reads(['progress:read']),
  recordJournalEntry: ownJournal('201'),
  acknowledgeJournalEntry: records(JUDGES, (by) => by.holds(TUTORS, TODAY), '201'),
  withdrawJournalEntry: ownJournal('201'),
  listPlanItems: reads(['progress:read']),
  getPlanItem: reads(['progress:read']),
  createPlanItem: keepsPlan('201'),
  replacePlanItem: keepsPlan('201'),
  withdrawPlanItem: keepsPlan('201'),

  recordSelfAssessment: {
    roles: ['alternant'],
    gets: (by) =>
      by.sees && by.isAlternant ? may(!isEnded(by), '201', '409 contract_not_active') : seen(by, '403'),
  },
  listSelfAssessments: {
    roles: LEARNING,
    scopes: ['progress:read'],
    gets: (by) => seen(by, by.readsComments ? '200' : '200-'),
  },
  getSelfAssessment: {
    roles: LEARNING,
    scopes: ['progress:read'],
    gets: (by) => may(by.sees && by.readsComments, '200', '404'),
  },
  listSignOffRequests: reads(['progress:read']),
  getSignOffRequest: reads(['progress:read']),
  submitSignOffRequest: {
    roles: HOLDERS,
    gets: (by) => {
      const mayAsk = by.isAlternant || by.holds([...TUTORS, 'observer'], TODAY);
      return seen(by, mayAsk ? unlessEnded('201')(by) : '403m');
    },
  },
  claimSignOffRequest: answersRequest('201'),
  decideSignOffRequest: answersRequest('200'),
  // The co-tutor asked.
  withdrawSignOffRequest: {
    roles: HOLDERS,
    gets: (by) =>
      seen(
        by,
        may(
          ['co_tutor', 'co_tutor of another contract'].includes(by.caller.name),
          isEnded(by) ? '409 illegal_transition' : '201',
        ),
      ),
  },
  // What awaits the main tutor.
  listQueue: {
    roles: 'signed_in',
    gets: (by) => may(by.holds(['main_tutor'], TODAY) && !isEnded(by), '200', '200-'),
  },

  listDeclarations: {
    roles: LEARNING,
    scopes: ['contracts:read'],
    gets: (by) => may(follows(by), '200', '404'),
  },
  getDeclaration: {
    roles: LEARNING,
    scopes: ['contracts:read'],
    gets: (by) => may(follows(by), '200', '404'),
  },
  recordDeclaration: declares,
  withdrawDeclaration: declares,
  listAttestations: reads(['progress:read']),
  getAttestation: reads(['progress:read']),
  recordAttestation: attests,
  withdrawAttestation: attests,

  listDisputes: readsDisputes('403'),
  getDispute: readsDisputes('404'),
  openDispute: {
    roles: DISPUTERS,
    gets: (by, { as }) => seen(by, may(as ? writesForRepresentative(by) : by.isAlternant, '201')),
  },
  // Each contract has a referent who did not record what is contested.
  ruleOnDispute: records(['referent', 'centre_admin'], (by) => by.holds(['referent'], TODAY), '201'),
  listContestedFacts: reads(['progress:read']),
  ruleOnContestedFact: records(['referent', 'centre_admin'], (by) => by.holds(['referent'], TODAY), '201'),
  withdrawDispute: { roles: DISPUTERS, gets: (by) => seen(by, may(by.isAlternant, '201')) },

  listLadderMappings: { roles: 'signed_in', scopes: 'any', gets: () => '200' },
  getLadderMapping: { roles: 'signed_in', scopes: 'any', gets: () => '200' },
  createLadderMapping: { roles: OWNERS, gets: (by, sample) => may(owns(by, sample), '201') },
  listLadderChanges: reads(['progress:read']),
  getLadderChange: reads(['progress:read']),
  // Of those that run.
  previewLadderMapping: {
    roles: LEARNING,
    scopes: ['progress:read'],
    gets: (by) => (by.sees && !isEnded(by) ? '200' : '200-'),
  },
  // The ladder is the centre's matter.
  changeLadder: {
    roles: ADMINISTRATORS,
    scopes: ['contracts:write'],
    gets: (by, { as }) =>
      by.is('centre_admin')
        ? may(!isEnded(by), as === 'dry run' ? '200' : '201', '409 contract_not_running')
        : seen(by, '403'),
  },

  getCohortReport: lists(['centre_admin', 'auditor', 'hr', 'referent'], ['reports:read']),

  ...Object.fromEntries(
    ['Framework', 'Ladder'].flatMap((name) => [
      [`list${name}s`, MODELS['list']],
      [name === 'Ladder' ? 'getLadderVersion' : `get${name}`, MODELS['get']],
      [`create${name}`, MODELS['create']],
      [`replace${name}`, MODELS['change']],
      [`publish${name}`, MODELS['change']],
      ...(name === 'Ladder' ? [['getLadderPreview', MODELS['get']]] : []),
    ]),
  ),
};

/** She alone, in her own. */
function ownJournal(done: string): Rule {
  return { roles: ['alternant'], gets: (by) => (by.isAlternant ? done : seen(by, '403')) };
}

function keepsPlan(done: string): Rule {
  return records(JUDGES, (by) => by.holds(['main_tutor', 'co_tutor', 'referent'], TODAY), done);
}

/** HR: main_tutor, co_tutor, substitute, observer; centre_admin: referent, observer. */
function mandates(done: string): Rule {
  return {
    roles: ADMINISTRATORS,
    scopes: ['contracts:write'],
    gets: (by, { as }) =>
      (by.is('hr') && as !== 'referent') ||
      (by.is('centre_admin') && ['referent', 'observer'].includes(as ?? ''))
        ? done
        : seen(by, '403'),
  };
}

/** The cell that the design asks for. */
export function expectedCell(spec: CallerSpec, sample: Sample, place: Place): string {
  const rule = RULES[sample.operation];
  if (!rule) return `nothing is told of ${sample.operation}`;
  if (rule.roles === 'anyone') return rule.gets(new CallerPosition(spec, place), sample);
  const by = new CallerPosition(spec, place);
  if (!by.hasToken || by.caller.token === 'closed') return '401';
  if (rule.roles !== 'signed_in' && !rule.roles.some((role) => by.roles.has(role))) return '403';
  if (spec.client) {
    const { scopes } = rule;
    if (!scopes) return '403p';
    const { client } = spec;
    if (scopes !== 'any' && !scopes.some((scope) => client.scopes.includes(scope))) return '403';
  }
  // A client whose last day is over is found out with the first row.
  if (by.isClosed) return '401';
  return rule.gets(by, sample);
}
