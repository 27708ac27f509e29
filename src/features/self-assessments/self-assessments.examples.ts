export const SELF_ASSESSMENTS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'SelfAssessedItemResponse.rating': 'with_help',
  'SelfAssessedItemResponse.comment': 'À l’aise pour servir, pas encore pour les textures.',
  SelfAssessmentBody: {
    on: '2026-03-12',
    items: [{ competency: 'C1', level: 'simple_tasks', rating: 'with_help' }],
  },
};
