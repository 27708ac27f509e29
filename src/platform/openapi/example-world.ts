/** The world of the examples: an apprentice of the DEAS in an EHPAD, and those around her. None of them exists. */

export const id = (number: number): string => `0199c1d2-0000-7000-8000-${String(number).padStart(12, '0')}`;
export const C1_TITLE = 'Accompagner les personnes dans les actes essentiels de la vie';
export const INES = id(1);
export const NADIA = id(2);
export const CLAIRE = id(3);
export const EHPAD = id(11);
export const CFA = id(12);
export const FRAMEWORK = id(21);
export const LADDER = id(22);
export const CONTRACT = id(31);
export const MANDATE = id(32);
export const OBSERVATION = id(41);
export const SIGN_OFF = id(42);
export const REVOCATION = id(43);
export const CONCERN = id(44);
export const JOURNAL_ENTRY = id(45);
export const PLAN_ITEM = id(46);
export const SIGN_OFF_REQUEST = id(47);
export const DECLARATION = id(48);
export const ATTESTATION = id(49);
export const EVENT = id(51);
export const EVIDENCE = id(53);
export const DISPUTE = id(54);
export const LADDER_MAPPING = id(55);
export const LADDER_CHANGE = id(56);
export const OLD_LADDER = id(23);

export const ines = { id: INES, givenName: 'Inès', familyName: 'Moreau' };
export const claire = { id: CLAIRE, givenName: 'Claire', familyName: 'Petit' };
export const ehpad = { id: EHPAD, name: 'EHPAD Les Tilleuls' };
export const cfa = { id: CFA, name: 'CFA Santé Loire' };

export const ladderLevels = [
  {
    code: 'observation',
    title: 'Observation',
    supervision: 'present_only',
    unlock: 'automatic',
    requirements: [{ competency: 'C6' }],
  },
  {
    code: 'simple_tasks',
    title: 'Tâches simples',
    supervision: 'direct',
    unlock: 'decision',
    requirements: [{ competency: 'C1', quorum: { minObservations: 2 } }],
  },
];
export const ladderMissions = [
  {
    code: 'mea_01',
    title: 'Dresser les tables et distribuer les repas en vérifiant régimes, textures et allergies',
    level: 'simple_tasks',
    competencies: ['C1'],
    structureTypes: ['EHPAD'],
  },
];
export const frameworkBlock = {
  code: 'BC01',
  title: 'Accompagnement et soins dans les activités de la vie quotidienne et de la vie sociale',
  competencies: [{ code: 'C1', title: C1_TITLE }],
};
export const organisation = {
  kind: 'employer',
  name: ehpad.name,
  siret: '77937827200016',
  finess: '750712184',
  structureType: 'EHPAD',
};
export const person = {
  givenName: 'Inès',
  familyName: 'Moreau',
  birthDate: '2006-05-04',
  email: 'ines.moreau@example.org',
  memberships: [{ organisationId: CFA, role: 'alternant', from: '2025-09-01' }],
};
export const contract = {
  kind: 'apprenticeship',
  alternantId: INES,
  employerId: EHPAD,
  trainingCentreId: CFA,
  ladderId: LADDER,
  startsOn: '2025-09-01',
  endsOn: '2027-08-31',
  externalId: 'RH-2025-0142',
};
export const count = (have: number, need: number) => ({ have, need });
export const signOffItem = { competency: 'C1', level: 'simple_tasks', outcome: 'acquired' };

/** Sent at the end of a shift: one is recorded, one is refused. */
export const sentItems = [
  {
    clientId: id(51),
    contractId: CONTRACT,
    observedOn: '2026-03-12',
    observation: true,
    competency: 'C1',
    level: 'simple_tasks',
    outcome: 'acquired',
  },
  {
    clientId: id(52),
    contractId: CONTRACT,
    observedOn: '2026-03-12',
    competency: 'C5',
    level: 'simple_tasks',
    outcome: 'acquired',
  },
];
const shortOfOne = 'Il manque des observations faites et enregistrées à ce palier — observations : 1 sur 2.';
const evidence = { observations: count(1, 2), observers: count(1, 1), distinctDays: count(1, 1) };
export const sentResults = [
  {
    clientId: id(51),
    status: 201,
    signOff: {
      id: SIGN_OFF,
      contractId: CONTRACT,
      signerId: CLAIRE,
      observedOn: '2026-03-12',
      recordedAt: '2026-03-12T20:04:00.000Z',
      late: false,
      competency: 'C1',
      level: 'simple_tasks',
      outcome: 'acquired',
      nextStep: null,
      reason: null,
      comment: null,
      observationId: OBSERVATION,
      revocationId: null,
      contested: false,
      overturned: false,
    },
  },
  {
    clientId: id(52),
    status: 409,
    problem: {
      type: '/problems/quorum_not_met',
      title: 'Observations insuffisantes',
      status: 409,
      detail: shortOfOne,
      code: 'quorum_not_met',
      requestId: id(61),
      evidence,
      errors: [{ pointer: '/items/1', code: 'quorum_not_met', detail: shortOfOne, evidence }],
    },
  },
];

const migratedFrom = { signOffId: SIGN_OFF, ladderId: OLD_LADDER, competency: 'C1', level: 'simple_tasks' };

/** What a move to another ladder does: one competency is kept, one is needed again. */
export const MOVE_IMPACT = {
  currentLevel: { before: 'supervised_care', after: 'simple_tasks' },
  levels: [
    { from: 'observation', before: 'achieved', to: 'observation', after: 'achieved' },
    { from: 'simple_tasks', before: 'achieved', to: 'simple_tasks', after: 'reopened' },
    { from: 'supervised_care', before: 'open', to: 'supervised_care', after: 'locked' },
  ],
  keeps: [{ level: 'simple_tasks', competency: 'C1', signOffId: SIGN_OFF, status: 'acquired', migratedFrom }],
  toReacquire: [{ level: 'simple_tasks', competency: 'C5', signOffIds: [] }],
  lost: [],
  missions: [{ mission: 'hyg_03', before: 'direct', after: null }],
  assignments: [],
  mandates: [],
  halfSignatures: [],
  concerns: [],
};
