export const LEVEL_DECISIONS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'LevelDecisionResponse.reason': null,
  'LevelDecidedResponse.reason': null,
  LevelDecisionBody: { level: 'simple_tasks', decision: 'open' },
  ResumptionBody: { on: '2026-03-12' },
};
