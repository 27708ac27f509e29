import { EHPAD } from '../../platform/openapi/example-world.js';

const qualification = {
  employerId: EHPAD,
  kind: 'diploma',
  title: 'Diplôme d’État d’aide-soignant',
  level: 4,
  frameworkCode: 'DEAS',
  obtainedOn: '2015-07-01',
  checkedOn: '2026-03-01',
  proofReference: 'Dossier du personnel, pièce 12',
};
const derogation = {
  employerId: EHPAD,
  from: '2026-03-01',
  to: '2031-02-28',
  apprentices: 3,
  authority: 'Commission de l’emploi du Nord',
  reference: 'Décision 2026-14',
  checkedOn: '2026-03-01',
};
const branchRule = {
  idcc: '0413',
  from: '2020-09-09',
  monthsWithDiploma: 12,
  monthsWithoutDiploma: 24,
  source: 'Accord du 9 septembre 2020, article 7',
};

export const TUTORS_EXAMPLES: Readonly<Record<string, unknown>> = {
  TutorQualificationBody: qualification,
  'TutorQualificationResponse.kind': 'diploma',
  'TutorQualificationResponse.title': qualification.title,
  'TutorQualificationResponse.frameworkCode': 'DEAS',
  'TutorQualificationResponse.level': 4,
  'TutorQualificationResponse.idcc': null,
  'TutorQualificationResponse.proofReference': qualification.proofReference,
  TutorDerogationBody: derogation,
  'TutorDerogationBody.authority': derogation.authority,
  'TutorDerogationResponse.authority': derogation.authority,
  'TutorDerogationResponse.reference': derogation.reference,
  ProofWithdrawalBody: { reason: 'Enregistré sur la mauvaise personne.' },
  TutorBranchRuleBody: branchRule,
  'TutorBranchRuleBody.idcc': branchRule.idcc,
  'TutorBranchRuleBody.source': branchRule.source,
  'TutorBranchRuleResponse.idcc': branchRule.idcc,
  'TutorBranchRuleResponse.level': 4,
  'TutorBranchRuleResponse.source': branchRule.source,
  'EligibilityResponse.article': 'R6223-22',
  'EligibilityResponse.detail': 'Éligible : un diplôme du domaine, et assez de métier.',
  'TutorEstablishmentResponse.name': 'EHPAD Les Tilleuls',
  'TutoredContractResponse.alternant': 'Inès Moreau',
  'TutorTrainingResponse.title': 'Tuteur en EHPAD',
};
