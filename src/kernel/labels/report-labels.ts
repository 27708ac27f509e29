import { labels } from './labels.js';

/** What is said of reviews, and of what is drawn from contracts. */
export const REPORT_LABELS = {
  BookletReader: labels({
    confidences: ['avec les commentaires', 'with comments'],
    administration: ['pour l’administration, sans commentaires', 'for administration, without comments'],
  }),
  ReviewKind: labels({
    review: ['bilan', 'review'],
    visit: ['visite sur le lieu de travail', 'visit at the workplace'],
  }),
  ReviewMode: labels({
    workplace: ['sur le lieu de travail', 'at the workplace'],
    centre: ['au centre de formation', 'at the training centre'],
    remote: ['à distance', 'remote'],
  }),
  ReviewStatus: labels({
    planned: ['prévu', 'planned'],
    cancelled: ['annulé', 'cancelled'],
    held: ['tenu', 'held'],
    closed: ['clos', 'closed'],
  }),
  ReviewStepKind: labels({
    moved: ['déplacé', 'moved'],
    cancelled: ['annulé', 'cancelled'],
    resumed: ['repris', 'resumed'],
    held: ['tenu', 'held'],
    closed: ['clos', 'closed'],
  }),
  ReviewPart: labels({
    alternant: ['alternant', 'alternant'],
    tutor: ['tuteur', 'tutor'],
    referent: ['référent', 'referent'],
  }),
  ReviewTopic: labels({
    experience: ['vécu de l’alternance', 'experience of the alternation'],
    strengths: ['points forts', 'strengths'],
    progress_axes: ['axes de progrès', 'axes of progress'],
    workplace_conditions: ['conditions de travail', 'conditions of the workplace'],
    tutoring_time: ['temps consacré au tutorat', 'time given to tutoring'],
    synthesis: ['synthèse', 'synthesis'],
    decisions: ['décisions', 'decisions'],
    next_steps: ['suites à donner', 'next steps'],
  }),
  DueReviewBasis: labels({
    centre: ['règle du centre', 'rule of the centre'],
    law: ['loi', 'law'],
    usual: ['usage', 'usual'],
  }),
  DueReviewState: labels({
    upcoming: ['à venir', 'upcoming'],
    soon: ['à organiser', 'to be planned'],
    planned: ['prévu', 'planned'],
    late: ['en retard', 'late'],
  }),
  FigureIndicator: labels({
    contract_ends: ['ruptures et fins de contrat', 'breaks and ends of contracts'],
    ladder_progress: ['avancement du parcours', 'progress on the ladder'],
    days_per_level: ['durée par palier', 'time per level'],
    request_days: ['délai de réponse aux demandes', 'delay from request to decision'],
    contracts_per_tutor: ['contrats par tuteur', 'contracts per tutor'],
  }),
  FigureUnit: labels({
    contracts: ['contrats', 'contracts'],
    days: ['jours', 'days'],
    contracts_per_tutor: ['contrats par tuteur', 'contracts per tutor'],
  }),
} as const;
