import { DECLARATION, LADDER } from '../../platform/openapi/example-world.js';

export const DECLARATIONS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'DeclarationResponse.id': DECLARATION,
  'DeclarationResponse.missions': ['mob_03'],
  DeclarationBody: { declaredOn: '2026-03-01', ladderId: LADDER, missions: ['mob_03'] },
};
