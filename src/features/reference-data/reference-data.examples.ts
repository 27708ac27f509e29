export const REFERENCE_DATA_EXAMPLES: Readonly<Record<string, unknown>> = {
  'CodeListResponse.list': 'Supervision',
  'CodeLabelResponse.code': 'present_only',
  'CodeLabelResponse.fr': 'observer seulement',
  'CodeLabelResponse.en': 'observe only',
};
