import { labels } from './labels.js';

/** What people read in the place of the codes about ladders and what is recorded on them. */
export const LADDER_LABELS = {
  Supervision: labels({
    present_only: ['observer seulement', 'observe only'],
    direct: ['avec le tuteur dans la pièce', 'with the supervisor in the room'],
    indirect: ['tuteur joignable aussitôt', 'supervisor at once reachable'],
    distant: ['en autonomie, un responsable joignable', 'on one’s own, somebody responsible within reach'],
  }),
  Unlock: labels({
    automatic: ['automatique', 'automatic'],
    decision: ['décidé par le tuteur principal', 'decided by the main tutor'],
    cosigned: [
      'décidé par le tuteur principal, cosigné par le référent',
      'decided by the main tutor, co-signed by the referent',
    ],
  }),
  MissionKind: labels({
    hygiene_comfort: ['hygiène et confort', 'hygiene and comfort'],
    daily_life: ['vie quotidienne', 'daily life'],
    meals: ['repas', 'meals'],
    group_activities: ['animation et sorties', 'activities and outings'],
    observation_handover: ['observation et transmissions', 'observation and handover'],
    mobility: ['mobilité', 'mobility'],
    team_life: ['vie de l’équipe', 'life of the team'],
    entrusted_care: ['soins confiés par l’infirmier', 'care entrusted by a nurse'],
    sheltered_work: ['travail en ESAT ou en entreprise adaptée', 'sheltered work'],
  }),
  MissionLimit: labels({
    regulated: [
      'avant 18 ans, évaluation des risques et déclaration de l’employeur',
      'under 18: risk assessment and a declaration of the employer',
    ],
    min_age: ['interdit avant 18 ans', 'forbidden under 18'],
    load_limit: ['charges limitées avant 18 ans', 'limited loads under 18'],
    no_night_for_minors: ['jamais la nuit avant 18 ans', 'never at night under 18'],
    voluntary: ['seulement si l’alternant est volontaire', 'only if the alternant volunteers'],
    entrusted_by_nurse: ['confié par l’infirmier, au cas par cas', 'entrusted by the nurse, case by case'],
    never_alone: ['toujours avec un professionnel', 'always with a professional'],
    training: ['formation à suivre avant', 'training to follow before'],
    never_for_an_alternant: ['jamais confié à un alternant', 'never an alternant’s'],
  }),
  Knowledge: labels({
    secondary: ['lu dans des pages qui expliquent la loi', 'read in pages that explain the law'],
    ours: ['choix de Palier, à confirmer', 'a choice of Palier, to be confirmed'],
  }),
  SheetReferential: labels({
    known: ['référentiel lu', 'referential read'],
    carried_over: ['repris de la fiche précédente', 'carried over from the sheet before'],
    unknown: ['référentiel pas encore connu : à rédiger', 'referential not known yet: author it'],
  }),
  MinorWorkRule: labels({
    day_max: ['trop d’heures un jour, avant 18 ans', 'too many hours in a day, under 18'],
    week_max: ['trop d’heures une semaine, avant 18 ans', 'too many hours in a week, under 18'],
    continuous_max: ['trop longtemps sans pause, avant 18 ans', 'too long without a break, under 18'],
    daily_rest_min: [
      'repos trop court entre deux jours, avant 18 ans',
      'too short a rest between days, under 18',
    ],
    weekly_rest_min: ['pas deux jours de repos de suite, avant 18 ans', 'no two days off in a row, under 18'],
  }),
  SupervisionReason: labels({
    long_absence: ['retour d’une longue absence', 'back from a long absence'],
    unsafe_observed: ['vu dangereux', 'seen unsafe'],
  }),
  PrerequisiteState: labels({
    held: ['détenu', 'held'],
    expiring: ['à renouveler', 'to be renewed'],
    expired: ['expiré', 'expired'],
    upcoming: ['à venir', 'to come'],
    withdrawn: ['retiré', 'withdrawn'],
    lacking: ['manquant', 'lacking'],
  }),
  LevelStatus: labels({
    locked: ['fermé', 'locked'],
    open: ['ouvert', 'open'],
    ready: ['décision attendue', 'ready'],
    achieved: ['atteint', 'achieved'],
    reopened: ['rouvert', 'reopened'],
  }),
  LockReason: labels({
    previous_level: ['le palier d’avant n’est pas atteint', 'the level before is not achieved'],
    basis_lost: ['un palier d’avant a été repris', 'a level before was taken back'],
  }),
  RequirementStatus: labels({
    missing: ['à valider', 'missing'],
    not_yet: ['pas encore', 'not yet'],
    cannot_assess: ['non évaluable', 'cannot be assessed'],
    acquired: ['acquise', 'acquired'],
    kept: ['gardée', 'kept'],
  }),
  OpenRequirementStatus: labels({
    missing: ['à valider', 'missing'],
    not_yet: ['pas encore', 'not yet'],
    cannot_assess: ['non évaluable', 'cannot be assessed'],
  }),
  OnQuorumNotMet: labels({
    refuse: ['refuser', 'refuse'],
    observe: ['garder ce qui a été vu', 'keep what was seen'],
  }),
  EntitlementRefusal: labels({
    contract_not_active: ['contrat non actif', 'contract not active'],
    level_locked: ['palier fermé', 'level locked'],
    concern: ['alerte grave', 'high concern'],
    age: ['âge ou horaire', 'age or hours'],
    regulated: ['travail réglementé', 'regulated work'],
    structure: ['structure d’un autre type', 'another type of structure'],
    prerequisite: ['prérequis manquant', 'prerequisite missing'],
    never_for_an_alternant: ['jamais confié à un alternant', 'never an alternant’s'],
  }),
  ObservationOutcome: labels({
    performed: ['réussi', 'performed'],
    needs_practice: ['à retravailler', 'needs practice'],
    unsafe: ['dangereux', 'unsafe'],
  }),
  SignOffOutcome: labels({
    acquired: ['acquis', 'acquired'],
    not_yet: ['pas encore', 'not yet'],
    cannot_assess: ['non évaluable', 'cannot be assessed'],
  }),
  Decision: labels({
    open: ['ouvrir', 'open'],
    decline: ['refuser', 'decline'],
  }),
  DecisionCapacity: labels({
    tutor: ['tuteur', 'tutor'],
    referent: ['référent', 'referent'],
  }),
  RevocationReason: labels({
    safety: ['sécurité', 'safety'],
    lost_practice: ['pratique perdue', 'lost practice'],
    entered_in_error: ['saisie par erreur', 'entered in error'],
    wrong_person: ['erreur de personne', 'wrong person'],
    other: ['autre', 'other'],
  }),
  RevocationEffect: labels({
    revoked: ['retirée', 'revoked'],
    kept: ['gardée', 'kept'],
  }),
  SignOffRequestStatus: labels({
    submitted: ['envoyée', 'submitted'],
    claimed: ['prise', 'claimed'],
    decided: ['décidée', 'decided'],
    withdrawn: ['retirée', 'withdrawn'],
    expired: ['expirée', 'expired'],
  }),
  RequestAct: labels({
    claim: ['la prendre', 'claim it'],
    decide: ['y répondre', 'answer it'],
    withdraw: ['la retirer', 'withdraw it'],
  }),
  RequestRouteAct: labels({
    decide: ['décider', 'decide'],
    cover: ['couvrir l’absence', 'cover the absence'],
  }),
  DisputeStatus: labels({
    open: ['ouverte', 'open'],
    ruled: ['tranchée', 'ruled'],
    withdrawn: ['retirée', 'withdrawn'],
  }),
  ContestableOutcome: labels({
    not_yet: ['pas encore', 'not yet'],
    cannot_assess: ['non évaluable', 'cannot assess'],
    revoked: ['validation retirée', 'sign-off revoked'],
    decline: ['passage refusé', 'level declined'],
  }),
  DisputedKind: labels({
    sign_off: ['validation', 'sign-off'],
    revocation: ['retrait', 'revocation'],
    level_decision: ['décision de passage', 'level decision'],
  }),
  DisputeOnBehalfOf: labels({
    legal_representative: ['représentant légal', 'legal representative'],
  }),
  Ruling: labels({
    fact_stands: ['maintenu', 'stands'],
    fact_overturned: ['annulé', 'overturned'],
  }),
  ContestedKind: labels({
    observation: ['observation', 'observation'],
    sign_off: ['validation', 'sign-off'],
    level_decision: ['décision de passage', 'level decision'],
  }),
  ConcernSeverity: labels({
    low: ['à suivre', 'low'],
    high: ['grave', 'high'],
  }),
  JournalEntryStatus: labels({
    recorded: ['enregistrée', 'recorded'],
    acknowledged: ['lue par un tuteur', 'acknowledged'],
    withdrawn: ['retirée', 'withdrawn'],
  }),
  SelfRating: labels({
    not_yet: ['pas encore', 'not yet'],
    with_help: ['avec de l’aide', 'with help'],
    alone: ['seul', 'alone'],
  }),
  PlanItemStatus: labels({
    planned: ['prévu', 'planned'],
    reached: ['atteint', 'reached'],
    overdue: ['en retard', 'overdue'],
    replaced: ['remplacé', 'replaced'],
    withdrawn: ['retiré', 'withdrawn'],
  }),
  PlanHorizon: labels({
    short: ['court terme', 'short term'],
    medium: ['moyen terme', 'medium term'],
    long: ['long terme', 'long term'],
  }),
  PlanPlace: labels({
    employer: ['chez l’employeur', 'at the employer'],
    training_centre: ['au centre de formation', 'at the training centre'],
  }),
  PriorFactKind: labels({
    observation: ['observation', 'observation'],
    sign_off: ['validation', 'sign-off'],
  }),
  PriorFactOutcome: labels({
    performed: ['réussi', 'performed'],
    needs_practice: ['à retravailler', 'needs practice'],
    unsafe: ['dangereux', 'unsafe'],
    acquired: ['acquis', 'acquired'],
    not_yet: ['pas encore', 'not yet'],
    cannot_assess: ['non évaluable', 'cannot be assessed'],
  }),
  MappingKind: labels({
    exact: ['la même', 'exact'],
    partial: ['en partie', 'partial'],
  }),
  MovedKeptStatus: labels({
    acquired: ['acquise', 'acquired'],
    kept: ['gardée', 'kept'],
  }),
  PublicationStatus: labels({
    draft: ['brouillon', 'draft'],
    published: ['publié', 'published'],
  }),
  FindingSeverity: labels({
    error: ['erreur', 'error'],
    warning: ['avertissement', 'warning'],
  }),
  EvidenceMediaType: labels({
    'image/jpeg': ['photo JPEG', 'JPEG photo'],
    'image/png': ['image PNG', 'PNG image'],
    'application/pdf': ['document PDF', 'PDF document'],
  }),
} as const;
