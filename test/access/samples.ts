import type { MandateRole } from '../../src/features/mandates/mandates.types.js';
import type { TestResponse } from '../support/app.js';
import { jpeg } from '../support/scenarios/files.js';
import { PLACES, TODAY } from './callers.js';
import {
  body,
  each,
  inList,
  living,
  mainTutorAway,
  sample,
  url,
  type Sample,
  type Sent,
  type Target,
} from './sample.js';
import { STATED } from './stated.js';
import {
  ATTESTATION,
  commentOf,
  declarationBody,
  frameworkBody,
  ladderBody,
  made,
  planItem,
  type World,
} from './world.js';

const IF_MATCH = { 'if-match': '"1"' };
const A_FEW = ['no token', 'hr, token expired', 'platform_admin', 'hr', 'client of the employer'];
const signed = (level: string, values: object = {}) => ({
  observedOn: TODAY,
  observation: true,
  items: [{ competency: 'C1', level, outcome: 'acquired', ...values }],
});
/** A sign-off sent with others at the end of a shift. */
const sentItem = ({ ground }: Target, as: 'first level' | 'second level') => {
  const { items, ...seen } =
    as === 'first level'
      ? signed('observation', { outcome: 'cannot_assess', reason: 'pas vu' })
      : signed('practice');
  return { clientId: 'a', contractId: ground.contract.contractId, ...seen, ...items[0] };
};
const evidence = (): Sent => ({
  query: { noResidentIdentifiable: 'true' },
  body: jpeg(),
  headers: { 'content-type': 'image/jpeg' },
});
const opened = (level: string) => ({ level, decision: 'open' });

const practiceReady = (world: World) =>
  each(world, living, (ground) => made(ground.mainTutor.post(url(ground, 'sign-offs'), signed('practice'))));

async function careReady(world: World) {
  await practiceReady(world);
  await each(world, living, (ground) =>
    made(ground.mainTutor.post(url(ground, 'level-decisions'), opened('practice'))),
  );
  await each(world, living, (ground) =>
    made(ground.mainTutor.post(url(ground, 'sign-offs'), signed('care'))),
  );
}

async function careHalfSigned(world: World) {
  await careReady(world);
  await each(world, living, (ground) =>
    made(ground.mainTutor.post(url(ground, 'level-decisions'), opened('care'))),
  );
}

/** As if they had never been signed. */
async function drafts({ app, grounds }: World) {
  const ids = living.map((place) => grounds.get(place)?.contract.contractId);
  await app.owner.query(`delete from contract_steps where contract_id = any ($1) and kind <> 'created'`, [
    ids,
  ]);
  await app.owner.query(`update contracts set signed_on = null, suspensions = '{}' where id = any ($1)`, [
    ids,
  ]);
}

const suspended = (world: World) =>
  each(world, living, (ground) => made(ground.hr.post(url(ground, 'suspend')), 200));

const notYetResumed = async ({ app }: World) => {
  await app.owner.query('delete from resumptions');
};

const disputed =
  (values: object) =>
  ({ ground }: Target): Sent => ({
    body: {
      about: { kind: 'level_decision', id: ground.ids['levelDecisionId'] },
      grounds: 'pas d’accord',
      ...values,
    },
  });

/** The day of the facts was taken out afterwards. */
const suspendedLate = async ({ app }: World) => {
  await app.owner.query(
    `insert into contract_steps (id, contract_id, sequence, recorded_at, recorded_by, kind, on_day)
     select gen_random_uuid(), d.contract_id, c.last_sequence + 100, now() + interval '1 year', d.decided_by, 'suspended',
       (d.recorded_at at time zone 'Europe/Paris')::date
     from level_decisions d
     join contracts c on c.id = d.contract_id`,
  );
};

const minors = async ({ app, grounds }: World) => {
  const ids = [...grounds.values()].map(({ contract }) => contract.alternant.personId);
  await app.owner.query(`update people set birth_date = '2010-01-01' where id = any ($1)`, [ids]);
};

const contractBody = ({ world, ground }: Target) => ({
  kind: 'apprenticeship',
  alternantId: ground.contract.alternant.personId,
  employerId: ground.employerId,
  trainingCentreId: ground.centreId,
  ladderId: world.ladderId,
  startsOn: '2025-09-01',
  endsOn: '2027-08-31',
});

const storedContractBody = (target: Target) => ({
  ...contractBody(target),
  legalRepresentative: { givenName: 'Anne', familyName: `Moreau-${target.ground.place}` },
});

const mandateBody = (target: Target, role: MandateRole) => ({
  personId: (role === 'referent' ? target.centre : target.employer).candidate.personId,
  role,
  from: TODAY,
  ...(role === 'main_tutor' ? { replaces: target.ground.mandates.main_tutor, to: TODAY } : {}),
});

const openMandate = (role: MandateRole) =>
  sample('openMandate', { as: role, request: (target) => ({ body: mandateBody(target, role) }) });

const endMandate = (role: MandateRole) =>
  sample('endMandate', {
    as: role,
    request: ({ ground }) => ({ path: { mandateId: ground.mandates[role] } }),
  });

const ofOrganisation = ({ employer, centre }: Target, role: string) =>
  (['hr', 'tutor', 'auditor of the employer'].includes(role) ? employer : centre).id;
const roleOf = (name: string) => name.split(' ')[0];

const invite = (role: string) =>
  sample('createInvitation', {
    as: role,
    of: 'organisation',
    request: (target) => ({
      body: {
        email: 'quelquun@exemple.test',
        organisationId: ofOrganisation(target, role),
        role: roleOf(role),
      },
    }),
  });

const recordPerson = (role: string) =>
  sample('createPerson', {
    as: role,
    of: 'organisation',
    request: (target) => ({ body: { givenName: 'Paul', familyName: 'Neuf', ...membership(target, role) } }),
  });
const membership = (target: Target, role: string) => ({
  memberships: [{ organisationId: ofOrganisation(target, role), role: roleOf(role) }],
});

const putPerson = (of: 'employer' | 'centre', isNew: boolean) =>
  sample('putPerson', {
    as: `${isNew ? 'new' : 'known'}, of the ${of}`,
    of: 'organisation',
    request: (target) => ({
      path: { externalId: isNew ? 'P-new' : target[of].memberExternalId },
      query: { organisationId: target[of].id },
      body: {
        // Of whoever is known the name stays: a PUT turns nobody into somebody else.
        ...(isNew
          ? { givenName: 'Paul', familyName: 'Neuf' }
          : { givenName: 'Camille', familyName: 'Martin' }),
        ...membership(target, of === 'employer' ? 'tutor' : 'referent'),
      },
    }),
  });

const GRANTED = [
  'hr',
  'tutor',
  'auditor of the employer',
  'centre_admin',
  'referent',
  'alternant',
  'auditor',
];

/** Frameworks and ladders: the centre's own, and the platform's. */
const models = (plural: 'frameworks' | 'ladders', name: string, operations: Record<string, string>) => {
  const sent = (code: string, { world }: Target) =>
    plural === 'frameworks' ? frameworkBody(code) : ladderBody(world.frameworkId, code);
  const idOf = (target: Target, of: 'centre' | 'platform', state: 'draft' | 'published') =>
    (of === 'centre' ? target.centre : target.world.at('platform'))[plural][state];
  const one = (operation: string, of: 'centre' | 'platform', state: 'draft' | 'published') =>
    sample(operation, {
      as: `${state} of the ${of}`,
      of: of === 'platform' ? 'nothing' : 'organisation',
      request: (target) => ({
        path: { [`${name}Id`]: idOf(target, of, state) },
        ...(operation.startsWith('replace') ? { body: sent('SENT', target), headers: IF_MATCH } : {}),
      }),
    });
  const { list, get, create, replace, publish, preview } = operations;
  return [
    sample(list ?? '', {
      as: 'draft of the centre',
      of: 'organisation',
      lists: (target) => idOf(target, 'centre', 'draft'),
    }),
    sample(list ?? '', {
      as: 'published by the centre',
      of: 'organisation',
      lists: (target) => idOf(target, 'centre', 'published'),
    }),
    ...[get ?? '', ...(preview ? [preview] : [])].flatMap((operation) => [
      one(operation, 'centre', 'draft'),
      one(operation, 'centre', 'published'),
      one(operation, 'platform', 'draft'),
    ]),
    sample(create ?? '', {
      as: 'for whom the caller writes',
      of: 'nothing',
      request: (t) => ({ body: sent('SENT', t) }),
    }),
    sample(create ?? '', {
      as: 'for the centre',
      of: 'organisation',
      request: (target) => ({ query: { organisationId: target.centre.id }, body: sent('SENT', target) }),
    }),
    ...[replace, publish].flatMap((operation) => [
      one(operation ?? '', 'centre', 'draft'),
      one(operation ?? '', 'centre', 'published'),
      one(operation ?? '', 'platform', 'draft'),
    ]),
  ];
};

/** A request for every operation of the API: as features state them, and those that stand here. */
export const SAMPLES: readonly Sample[] = [
  ...STATED.flatMap((stated) => stated.SAMPLES),
  sample('getLiveness', { of: 'nothing' }),
  sample('getReadiness', { of: 'nothing' }),
  sample('login', { of: 'nothing', by: A_FEW, request: ({ world }) => ({ body: world.signIn }) }),
  sample('logout', {
    of: 'nothing',
    request: ({ world }) => ({ body: { refreshToken: world.refreshToken } }),
  }),
  sample('refreshSession', {
    of: 'nothing',
    request: ({ world }) => ({ body: { refreshToken: world.refreshToken } }),
  }),
  sample('issueToken', {
    of: 'nothing',
    request: ({ world }) => ({
      body: 'grant_type=client_credentials',
      headers: {
        authorization: `Basic ${Buffer.from(world.clientSecrets.get('E1') ?? '').toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
    }),
  }),
  sample('acceptInvitation', {
    of: 'nothing',
    by: A_FEW,
    request: ({ world }) => ({
      body: { token: world.invitationToken, password: 'un mot de passe assez long' },
    }),
  }),
  sample('getMe', { of: 'nothing' }),
  sample('updateMe', {
    of: 'nothing',
    request: () => ({ body: { phone: '0612345678' }, headers: IF_MATCH }),
  }),

  sample('listOwnSessions', { of: 'nothing' }),
  // Nobody but its holder learns of a session: whose it is, test/api/identity/sessions.test.ts knows.
  sample('endOwnSession', {
    of: 'nothing',
    request: ({ world }) => ({ path: { sessionId: world.sessionId } }),
  }),
  sample('endOwnSessions', { of: 'nothing', request: () => ({ body: { keepPresent: true } }) }),
  sample('listEmailChanges', { of: 'nothing' }),
  // Nobody but who asked for one learns of it: test/api/identity/email-changes.test.ts.
  ...['getEmailChange', 'withdrawEmailChange'].map((operation) =>
    sample(operation, {
      of: 'nothing',
      request: ({ world }) => ({ path: { emailChangeId: world.emailChangeId } }),
    }),
  ),
  body('askEmailChange', { email: 'ailleurs@exemple.test', password: 'peu importe' }, { of: 'nothing' }),
  body('forgetPassword', { email: 'personne@exemple.test' }, { of: 'nothing', by: ['no token'] }),
  ...['resetPassword', 'undoEmail'].map((operation) =>
    body(
      operation,
      { token: 'inconnu', password: 'quatre chats boivent du lait' },
      { of: 'nothing', by: ['no token'] },
    ),
  ),
  body('confirmEmail', { token: 'inconnu' }, { of: 'nothing', by: ['no token'] }),
  sample('changePassword', {
    of: 'nothing',
    by: A_FEW,
    request: () => ({
      body: { currentPassword: 'pas le bon mot de passe', newPassword: 'quatre chats boivent du lait' },
    }),
  }),

  sample('listOwnNotifications', { of: 'nothing' }),
  sample('getNotificationPreferences', { of: 'nothing' }),
  sample('replaceNotificationPreferences', {
    of: 'nothing',
    request: () => ({
      body: {
        language: 'en',
        digestAt: '08:00',
        quietFrom: '21:00',
        quietTo: '06:00',
        mutedKinds: ['concern_low'],
      },
      headers: { 'if-match': '"0"' },
    }),
  }),

  sample('getReferenceData', { of: 'nothing' }),
  sample('listLegalRules', { of: 'nothing' }),
  sample('listSheets', { of: 'nothing' }),
  sample('listOrganisations', { of: 'organisation', lists: ({ ground }) => ground.employerId }),
  sample('getOrganisation', {
    of: 'organisation',
    request: ({ ground }) => ({ path: { organisationId: ground.employerId } }),
  }),
  sample('getOrganisationByExternalId', {
    of: 'organisation',
    request: ({ ground }) => ({ path: { externalId: PLACES[ground.place].employer } }),
  }),
  body('createOrganisation', { kind: 'employer', name: 'Neuf', siret: '77937827200016' }, { of: 'nothing' }),
  sample('updateOrganisation', {
    of: 'organisation',
    request: ({ ground }) => ({
      path: { organisationId: ground.employerId },
      body: { name: 'Neuf' },
      headers: IF_MATCH,
    }),
  }),
  sample('putOrganisation', {
    of: 'organisation',
    request: ({ ground }) => ({
      path: { externalId: PLACES[ground.place].employer },
      body: { kind: 'employer', name: 'Neuf', siret: '77937827200016' },
    }),
  }),

  sample('listPeople', { lists: ({ ground }) => ground.contract.alternant.personId }),
  ...(['alternant', 'main_tutor'] as const).flatMap((who) => {
    const personId = ({ ground }: Target) =>
      (who === 'alternant' ? ground.contract.alternant : ground.people.main_tutor).personId;
    return [
      ...['getAccount', 'disableAccount', 'enableAccount', 'issueResetLink'].map((operation) =>
        sample(operation, { as: who, request: (target) => ({ path: { personId: personId(target) } }) }),
      ),
      sample('getPerson', { as: who, request: (target) => ({ path: { personId: personId(target) } }) }),
      sample('updatePerson', {
        as: who,
        request: (target) => ({
          path: { personId: personId(target) },
          body: { phone: '0612345678' },
          headers: IF_MATCH,
        }),
      }),
    ];
  }),
  sample('updatePerson', {
    as: 'birth date of the alternant',
    request: ({ ground }) => ({
      path: { personId: ground.contract.alternant.personId },
      body: { birthDate: '2006-05-05', reason: 'Acte de naissance' },
      headers: IF_MATCH,
    }),
  }),
  sample('listPersonCorrections', {
    request: ({ ground }) => ({ path: { personId: ground.contract.alternant.personId } }),
  }),
  ...(['lately', 'longAgo'] as const).flatMap((when) => [
    sample('getPerson', {
      as: `left ${when}`,
      of: 'organisation',
      request: ({ employer }) => ({ path: { personId: employer.left[when].personId } }),
    }),
    sample('updatePerson', {
      as: `left ${when}`,
      of: 'organisation',
      request: ({ employer }) => ({
        path: { personId: employer.left[when].personId },
        body: { phone: '0612345678', birthDate: '2000-01-01' },
        headers: IF_MATCH,
      }),
    }),
  ]),
  ...GRANTED.map(recordPerson),
  ...(['employer', 'centre'] as const).map((of) =>
    sample('getPersonByExternalId', {
      as: `of the ${of}`,
      of: 'organisation',
      request: (target) => ({
        path: { externalId: target[of].memberExternalId },
        query: { organisationId: target[of].id },
      }),
    }),
  ),
  putPerson('employer', false),
  putPerson('employer', true),
  putPerson('centre', false),
  putPerson('centre', true),

  ...(['employer', 'centre'] as const).flatMap((side) => [
    sample('listInvitations', {
      as: `to the ${side}`,
      of: 'organisation',
      lists: (target) => target[side].invitationId,
    }),
    sample('getInvitation', {
      as: `to the ${side}`,
      of: 'organisation',
      request: (target) => ({ path: { invitationId: target[side].invitationId } }),
    }),
    sample('resendInvitation', {
      as: `to the ${side}`,
      of: 'organisation',
      before: async ({ app }) => {
        await app.owner.query('update invitations set last_sent_at = null');
      },
      request: (target) => ({ path: { invitationId: target[side].invitationId } }),
    }),
    sample('withdrawInvitation', {
      as: `to the ${side}`,
      of: 'organisation',
      request: (target) => ({ path: { invitationId: target[side].invitationId } }),
    }),
    sample('listApiClients', {
      as: `of the ${side}`,
      of: 'organisation',
      lists: (target) => target[side].apiClientId,
    }),
    ...['getApiClient', 'rotateApiClient', 'revokeApiClient'].map((operation) =>
      sample(operation, {
        as: `of the ${side}`,
        of: 'organisation',
        request: (target) => ({ path: { apiClientId: target[side].apiClientId } }),
      }),
    ),
    sample('createApiClient', {
      as: `of the ${side}`,
      of: 'organisation',
      request: (target) => ({
        body: { name: 'Neuf', organisationId: target[side].id, scopes: ['people:read'] },
      }),
    }),
  ]),
  ...GRANTED.map(invite),
  body(
    'createInvitation',
    { email: 'quelquun@exemple.test', role: 'platform_admin' },
    { as: 'platform_admin', of: 'nothing' },
  ),

  ...models('frameworks', 'framework', {
    list: 'listFrameworks',
    get: 'getFramework',
    create: 'createFramework',
    replace: 'replaceFramework',
    publish: 'publishFramework',
  }),
  ...models('ladders', 'ladder', {
    list: 'listLadders',
    get: 'getLadderVersion',
    create: 'createLadder',
    replace: 'replaceLadder',
    publish: 'publishLadder',
    preview: 'getLadderPreview',
  }),

  sample('listLadderMappings', {
    of: 'nothing',
    request: ({ world }) => ({ path: { ladderId: world.ladderId } }),
    lists: ({ world }) => world.mappingId,
  }),
  sample('getLadderMapping', {
    of: 'nothing',
    request: ({ world }) => ({ path: { mappingId: world.mappingId } }),
  }),
  ...(['centre', 'platform'] as const).map((of) =>
    sample('createLadderMapping', {
      as: `to a ladder of the ${of}`,
      of: of === 'platform' ? 'nothing' : 'organisation',
      request: ({ world, centre }) => ({
        path: { ladderId: of === 'platform' ? centre.ladders.published : world.ladderId },
        body: { toLadderId: of === 'platform' ? world.ladderId : centre.ladders.published, competencies: [] },
      }),
    }),
  ),
  sample('previewLadderMapping', {
    request: ({ world }) => ({ path: { mappingId: world.mappingId } }),
    lists: ({ ground }) => ground.contract.contractId,
  }),
  sample('changeLadder', { request: ({ world }) => ({ body: { mappingId: world.mappingId } }) }),
  sample('changeLadder', {
    as: 'dry run',
    request: ({ world }) => ({ body: { mappingId: world.mappingId, dryRun: true } }),
  }),
  inList('listLadderChanges', 'ladderChangeId'),
  sample('getLadderChange'),

  inList('listContracts', 'contractId'),
  sample('getContract'),
  sample('listContractEvents'),
  sample('getContractByExternalId', {
    request: ({ ground }) => ({
      path: { externalId: ground.contractExternalId },
      query: { organisationId: ground.employerId },
    }),
  }),
  sample('createContract', { request: (target) => ({ body: contractBody(target) }) }),
  sample('updateContract', {
    request: ({ ground }) => ({
      body: { legalRepresentative: { givenName: 'Anne', familyName: `Moreau-${ground.place}` } },
      headers: { 'if-match': ground.contractTag },
    }),
  }),
  sample('putContract', {
    as: 'known, of the employer',
    request: (target) => ({
      path: { externalId: target.ground.contractExternalId },
      query: { organisationId: target.ground.employerId },
      body: storedContractBody(target),
    }),
  }),
  ...(['employer', 'centre'] as const).map((of) =>
    sample('putContract', {
      as: `new, of the ${of}`,
      request: (target) => ({
        path: { externalId: 'CT-new' },
        query: { organisationId: target[of].id },
        body: contractBody(target),
      }),
    }),
  ),
  sample('signContract', { before: drafts }),
  sample('cancelContract', { before: drafts }),
  sample('suspendContract'),
  body('assignContractGroup', { group: 'DEAS 2026 A' }),
  sample('resumeContract', { before: suspended }),
  body('terminateContract', { cause: 'mutual_agreement', initiator: 'both' }),
  body('completeContract', { cause: 'diploma_obtained' }),

  inList('listContractSteps', 'stepId'),
  sample('getContractStep'),
  body('correctContractStep', { on: '2026-01-09', reason: 'erreur de saisie' }),
  body('withdrawContractStep', { reason: 'erreur de saisie' }),

  inList('listContractMandates', 'mandateId'),
  sample('getMandate'),
  sample('listMandateAbsences'),
  ...(['main_tutor', 'co_tutor', 'substitute', 'observer', 'referent'] as const).map(openMandate),
  ...(['main_tutor', 'observer', 'referent'] as const).map(endMandate),
  body('declareMandateAbsence', { from: TODAY, to: TODAY }),
  body('endMandateAbsence', { on: '2026-01-13' }),

  sample('getLadder'),
  sample('listEntitlements'),
  sample('listPriorContracts'),
  sample('listPriorFacts'),
  inList('listSignOffs', 'signOffId', { comments: true }),
  sample('getSignOff', { comments: true }),
  body('signOff', signed('practice'), { as: 'second level' }),
  body('signOff', signed('observation', { outcome: 'cannot_assess', reason: 'pas vu' }), {
    as: 'first level',
  }),
  ...(['second level', 'first level'] as const).map((as) =>
    sample('signOffBatch', { as, request: (target) => ({ body: { items: [sentItem(target, as)] } }) }),
  ),
  inList('listRevocations', 'revocationId', { comments: true }),
  sample('getRevocation', { comments: true }),
  body('revokeSignOff', { reasonCode: 'safety', reason: 'chute' }),
  body('revokeSignOff', { reasonCode: 'safety', reason: 'chute', dryRun: true }, { as: 'dry run' }),
  inList('listLevelDecisions', 'levelDecisionId', { comments: true }),
  sample('getLevelDecision', { comments: true }),
  body('decideLevel', opened('practice'), { as: 'by the tutor', before: practiceReady }),
  body('decideLevel', opened('practice'), {
    as: 'by the tutor, the main tutor is away',
    before: async (world) => {
      await practiceReady(world);
      await mainTutorAway(world);
    },
  }),
  body('decideLevel', opened('care'), { as: 'co-signed, the first', before: careReady }),
  body('decideLevel', opened('care'), { as: 'co-signed, the second', before: careHalfSigned }),
  inList('listResumptions', 'resumptionId', { comments: true }),
  sample('getResumption', { comments: true }),
  sample('recordResumption', { before: notYetResumed }),
  sample('recordResumption', {
    as: 'the main tutor is away',
    before: async (world) => {
      await notYetResumed(world);
      await mainTutorAway(world);
    },
  }),
  body('withdrawResumption', { reason: 'erreur' }),
  body('withdrawResumption', { reason: 'erreur' }, { as: 'the main tutor is away', before: mainTutorAway }),
  inList('listAssignments', 'assignmentId'),
  sample('getAssignment'),
  body('assignMission', { mission: 'meal', from: TODAY }),
  body('endAssignment', { on: TODAY }),
  inList('listEvidence', 'evidenceId', { comments: true }),
  sample('getEvidence', { comments: true }),
  sample('getEvidenceContent'),
  sample('addEvidence', { request: evidence }),
  body('withdrawEvidence', { reason: 'un visage' }),
  body('withdrawEvidence', { reason: 'un visage' }, { as: 'the main tutor is away', before: mainTutorAway }),
  inList('listConcerns', 'concernId', { comments: true }),
  sample('getConcern', { comments: true }),
  body('recordSelfAssessment', {
    on: TODAY,
    items: [{ competency: 'C1', level: 'practice', rating: 'with_help' }],
  }),
  inList('listSelfAssessments', 'selfAssessmentId', { comments: true }),
  sample('getSelfAssessment', { comments: true }),
  body('raiseConcern', { severity: 'high', missions: ['meal'], text: 'chute' }),
  body('reviewConcern', { text: 'revu' }),
  body('reviewConcern', { text: 'revu' }, { as: 'the main tutor is away', before: mainTutorAway }),
  inList('listJournalEntries', 'journalEntryId', { comments: true }),
  sample('getJournalEntry', { comments: true }),
  body('recordJournalEntry', { on: TODAY, mission: 'meal', minutes: 30, text: 'repas' }),
  sample('acknowledgeJournalEntry'),
  body('withdrawJournalEntry', { reason: 'doublon' }),
  inList('listPlanItems', 'planItemId', { comments: true }),
  sample('getPlanItem', { comments: true }),
  body('createPlanItem', planItem()),
  body('replacePlanItem', planItem()),
  body('withdrawPlanItem', { reason: 'le service ferme' }),
  inList('listSignOffRequests', 'signOffRequestId'),
  sample('getSignOffRequest'),
  body('submitSignOffRequest', { items: [{ competency: 'C1', level: 'practice' }] }),
  sample('claimSignOffRequest'),
  body('decideSignOffRequest', signed('practice')),
  sample('withdrawSignOffRequest'),
  inList('listQueue', 'signOffRequestId'),

  inList('listDeclarations', 'declarationId', {
    request: ({ ground }) => ({ path: { organisationId: ground.employerId } }),
  }),
  sample('getDeclaration'),
  sample('recordDeclaration', {
    request: ({ world, ground }) => ({
      path: { organisationId: ground.employerId },
      body: declarationBody(world.ladderId),
    }),
  }),
  sample('withdrawDeclaration'),
  inList('listAttestations', 'attestationId'),
  sample('getAttestation'),
  body('recordAttestation', ATTESTATION),
  sample('withdrawAttestation'),

  inList('listDisputes', 'disputeId'),
  sample('getDispute'),
  sample('openDispute', { request: disputed({}) }),
  sample('openDispute', {
    as: 'of a representative',
    request: disputed({ onBehalfOf: 'legal_representative' }),
    before: minors,
  }),
  inList('listContestedFacts', 'levelDecisionId', { before: suspendedLate }),
  sample('ruleOnContestedFact', {
    request: ({ ground }) => ({
      path: { factId: ground.ids['levelDecisionId'] ?? '' },
      body: { ruling: 'fact_stands', reason: 'présente' },
    }),
    before: suspendedLate,
  }),
  body('ruleOnDispute', { ruling: 'fact_overturned', reason: 'vu ensemble' }),
  sample('withdrawDispute'),

  sample('getCohortReport', { lists: ({ ground }) => ground.contract.contractId }),
];

/** What an answer lists, by what names each item. */
export function idsIn({ body: { data } }: TestResponse): string[] {
  type Item = { id?: string; observationId?: string; contractId?: string; employer?: { id: string } };
  return (data as Item[]).map(
    (item) => item.id ?? item.observationId ?? item.contractId ?? item.employer?.id ?? '',
  );
}

export const holdsComment = (answer: TestResponse, { ground }: Target): boolean =>
  answer.text.includes(commentOf(ground.place));
