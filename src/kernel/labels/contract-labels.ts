import { labels } from './labels.js';

/** What people read in the place of the codes about amendments and ends of contracts. */
export const CONTRACT_LABELS = {
  ShownName: labels({
    usual: ['nom d’usage', 'usual name'],
    civil: ['nom d’état civil', 'civil name'],
    none: ['aucun nom', 'no name'],
  }),
  CredentialState: labels({
    valid: ['valable', 'valid'],
    suspended: ['suspendu', 'suspended'],
    revoked: ['repris', 'revoked'],
  }),
  OutcomeStage: labels({
    end: ['à la fin du contrat', 'at the end of the contract'],
    six_months: ['six mois après', 'six months later'],
  }),
  OutcomeDiploma: labels({
    obtained: ['diplôme obtenu', 'diploma obtained'],
    partial: ['diplôme obtenu en partie', 'part of the diploma obtained'],
    not_obtained: ['diplôme non obtenu', 'diploma not obtained'],
    awaited: ['résultat attendu', 'result awaited'],
  }),
  OutcomeSituation: labels({
    hired_here: ['embauché par l’employeur du contrat', 'hired by the employer of the contract'],
    employed_elsewhere: ['en emploi ailleurs', 'employed elsewhere'],
    further_training: ['en formation', 'in further training'],
    none: ['ni en emploi ni en formation', 'neither employed nor in training'],
    unknown: ['situation inconnue', 'situation unknown'],
  }),
  OutcomeSide: labels({
    training_centre: ['le centre de formation', 'the training centre'],
    employer: ['l’employeur', 'the employer'],
    alternant: ['l’alternant', 'the alternant'],
  }),
  AmendmentStatus: labels({
    proposed: ['proposé', 'proposed'],
    signed: ['signé', 'signed'],
    in_force: ['en vigueur', 'in force'],
    refused: ['refusé', 'refused'],
    withdrawn: ['retiré', 'withdrawn'],
    cancelled: ['sans effet', 'without effect'],
  }),
  AmendmentAnswerKind: labels({
    signed: ['signé', 'signed'],
    refused: ['refusé', 'refused'],
    withdrawn: ['retiré', 'withdrawn'],
  }),
  AmendmentParty: labels({
    employer: ['l’employeur', 'the employer'],
    training_centre: ['le centre de formation', 'the training centre'],
    alternant: ['l’alternant', 'the alternant'],
    legal_representative: ['le représentant légal', 'the legal representative'],
    new_employer: ['le nouvel employeur', 'the new employer'],
  }),
  AmendmentExtension: labels({
    failed_exam: ['prolongation après échec à l’examen', 'extension after a failed exam'],
    disability: ['prolongation après reconnaissance RQTH', 'extension for a recognised disability'],
    athlete: ['prolongation d’un sportif de haut niveau', 'extension for a top-level athlete'],
  }),
  AmendmentType: labels({
    '31': ['modification de la situation de l’employeur', 'another legal situation of the employer'],
    '32': ['changement d’employeur, contrat saisonnier', 'another employer, seasonal contract'],
    '33': ['prolongation après échec à l’examen', 'extension after a failed exam'],
    '34': ['prolongation après reconnaissance RQTH', 'extension for a recognised disability'],
    '35': ['modification du diplôme préparé', 'another diploma'],
    '36': ['autres changements', 'other changes'],
    '37': ['modification du lieu d’exécution', 'another place of work'],
    '38': ['modification du lieu de formation', 'another place of training'],
  }),
  ContractFilterFlag: labels({
    no_main_tutor: ['sans tuteur principal', 'no main tutor'],
    not_deposited: ['pas encore déposé', 'not deposited yet'],
  }),
  ContractSort: labels({
    name: ['nom de l’alternant', 'name of the alternant'],
    startsOn: ['premier jour', 'first day'],
    endsOn: ['dernier jour', 'last day'],
  }),
  PlacementKind: labels({
    host_company: ['accueil dans une autre entreprise', 'training in another company'],
    diploma_placement: ['stage demandé par le diplôme', 'placement that the diploma asks for'],
  }),
  ContractSide: labels({
    employer: ['l’employeur', 'the employer'],
    training_centre: ['le centre de formation', 'the training centre'],
  }),
  EndDocument: labels({
    termination_letter: ['lettre de rupture', 'written notice'],
    written_agreement: ['accord écrit des deux parties', 'written agreement of both parties'],
    representative_signature: ['signature du représentant légal', 'signature of the legal representative'],
    mediation_request: ['saisine du médiateur', 'request to the mediator'],
    employer_information: ['information de l’employeur', 'information of the employer'],
    dismissal_letter: ['lettre de licenciement', 'letter of dismissal'],
    unfitness_opinion: ['avis d’inaptitude du médecin du travail', 'opinion of unfitness'],
    exclusion_decision: ['décision d’exclusion du centre', 'decision of the centre to exclude'],
    liquidator_letter: ['notification du liquidateur', 'notice of the liquidator'],
    inspection_decision: ['décision de l’inspection du travail', 'decision of the labour inspectorate'],
    death_certificate: ['acte de décès', 'death certificate'],
    diploma: ['diplôme ou titre', 'diploma or title'],
  }),
  ProspectContactState: labels({
    asked: ['demandé', 'asked'],
    passed_on: ['transmis', 'passed on'],
    declined: ['écarté par le centre', 'declined by the centre'],
    accepted: ['accepté', 'accepted'],
    refused: ['refusé', 'refused'],
    withdrawn: ['retiré par l’employeur', 'withdrawn by the employer'],
    lapsed: ['sans suite', 'lapsed'],
  }),
  ProspectContactDecision: labels({
    passed_on: ['transmettre', 'pass on'],
    declined: ['écarter', 'decline'],
    accepted: ['accepter', 'accept'],
    refused: ['refuser', 'refuse'],
    withdrawn: ['retirer', 'withdraw'],
  }),
} as const;
