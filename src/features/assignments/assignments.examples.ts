export const ASSIGNMENTS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'AssignmentResponse.from': '2026-03-12',
  AssignmentBody: { mission: 'mea_01', from: '2026-03-12' },
  'AssignmentResponse.supervision': 'direct',
  'AssignmentResponse.reasons': [],
};
