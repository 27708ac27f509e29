import { alreadyPublished, published } from './frameworks.errors.js';
import { frameworkNotPublished } from './ladders/ladders.errors.js';
import { ladderNotPublished } from './mappings/mappings.errors.js';
import type { AppError } from '../../kernel/errors.js';
import {
  FRAMEWORK,
  frameworkBlock,
  LADDER,
  LADDER_MAPPING,
  ladderLevels,
  ladderMissions,
} from '../../platform/openapi/example-world.js';

export const FRAMEWORKS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'FrameworkResponse.id': FRAMEWORK,
  'FrameworkResponse.code': 'DEAS',
  'FrameworkResponse.version': '2021',
  'FrameworkResponse.title': 'Diplôme d’État d’aide-soignant',
  'FrameworkResponse.status': 'published',
  'FrameworkSummaryResponse.id': FRAMEWORK,
  'FrameworkSummaryResponse.code': 'DEAS',
  'FrameworkSummaryResponse.version': '2021',
  'FrameworkSummaryResponse.title': 'Diplôme d’État d’aide-soignant',
  'FrameworkSummaryResponse.status': 'published',
  'LadderSummaryResponse.id': LADDER,
  'LadderSummaryResponse.code': 'deas_default',
  'LadderSummaryResponse.title': 'Parcours de missions DEAS',
  'LadderSummaryResponse.status': 'published',
  'LadderVersionResponse.id': LADDER,
  'LadderVersionResponse.code': 'deas_default',
  'LadderVersionResponse.title': 'Parcours de missions DEAS',
  'LadderVersionResponse.levels': ladderLevels,
  'LadderVersionResponse.missions': ladderMissions,
  'LadderVersionResponse.status': 'published',
  'PublishedLadderResponse.id': LADDER,
  'PublishedLadderResponse.code': 'deas_default',
  'PublishedLadderResponse.title': 'Parcours de missions DEAS',
  'PublishedLadderResponse.levels': ladderLevels,
  'PublishedLadderResponse.missions': ladderMissions,
  'PublishedLadderResponse.status': 'published',
  'LadderPreviewResponse.code': 'deas_tilleuls',
  'LadderPreviewResponse.title': 'Parcours de missions DEAS',
  'LadderPreviewResponse.status': 'draft',
  FrameworkBody: {
    code: 'DEAS',
    version: '2021',
    title: 'Diplôme d’État d’aide-soignant',
    blocks: [frameworkBlock],
  },
  FrameworkBlock: frameworkBlock,
  LadderBody: {
    frameworkId: FRAMEWORK,
    code: 'deas_tilleuls',
    title: 'Parcours de missions DEAS',
    levels: ladderLevels,
    missions: ladderMissions,
  },
  LadderStep: {
    level: 'simple_tasks',
    index: 2,
    title: 'Tâches simples',
    supervision: 'direct',
    unlock: 'decision',
    decidedBy: 'Le tuteur principal, ou un cotuteur en son absence.',
    requirements: 1,
    minimum: { observations: 2, observers: 1, days: 2 },
    daysFromStart: 2,
    opens: [{ mission: 'mea_01', title: ladderMissions[0]?.title, supervision: 'direct' }],
  },
  LadderFinding: {
    pointer: '/levels/0/requirements/0/competency',
    code: 'competency_without_mission',
    severity: 'warning',
    detail: 'Aucune mission ne mobilise « C6 » : rien ne permet de s’y exercer, ni de l’observer.',
  },
  LadderMappingBody: {
    toLadderId: LADDER,
    competencies: [
      { from: 'C1', to: 'C1', kind: 'exact' },
      { from: 'C4', to: 'C5', kind: 'partial' },
    ],
  },
  MappedCompetency: { from: 'C1', to: 'C1', kind: 'exact' },
  MappedLevel: { from: 'simple_tasks', to: 'simple_tasks' },
  'LadderMappingResponse.id': LADDER_MAPPING,
};

export const FRAMEWORKS_REFUSALS: readonly AppError[] = [
  published(),
  alreadyPublished(),
  frameworkNotPublished(),
  ladderNotPublished(),
];
