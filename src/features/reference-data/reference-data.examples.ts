export const REFERENCE_DATA_EXAMPLES: Readonly<Record<string, unknown>> = {
  'CodeListResponse.list': 'Supervision',
  'CodeLabelResponse.code': 'present_only',
  'CodeLabelResponse.fr': 'observer seulement',
  'CodeLabelResponse.en': 'observe only',
  LegalRuleResponse: {
    code: 'apprenticeship.trial_period.length',
    titleFr: 'Période de rupture libre',
    titleEn: 'Free termination period',
    article: 'L6222-18',
    from: '2019-01-01',
    until: null,
    figures: [{ name: 'days', value: 45, unit: 'day_of_practical_training_in_company' }],
    severity: 'block',
    certainty: 'V',
    note: null,
  },
};
