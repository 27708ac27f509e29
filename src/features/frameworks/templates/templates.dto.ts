import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import type { FrameworkId } from '../../../kernel/ids.js';
import { LADDER_LABELS } from '../../../kernel/labels/ladder-labels.js';
import type { Bilingual, Language } from '../../../kernel/language.js';
import { STRUCTURE_TYPES } from '../../../kernel/labels/structure-types.js';
import { Judged } from '../../../platform/validation/body-rules.js';
import { Code, Codes, OneOf, Text, UuidField } from '../../../platform/validation/fields.js';
import { NEVER_FOR_AN_ALTERNANT } from '../acts.types.js';
import { titlesOf } from '../frameworks.rules.js';
import {
  MISSION_KINDS,
  SUPERVISIONS,
  type Mission,
  type MissionKind,
  type Supervision,
} from '../frameworks.types.js';
import { LADDER_SIZES } from '../ladders/ladder-form.rules.js';
import {
  ACTIVITIES,
  ACTIVITIES_SOURCE,
  CERTAINTY_OF_ACTS,
  KNOWLEDGES,
  MISSION_LIMITS,
  type Knowledge,
  type MissionLimit,
} from './activities.types.js';
import { limitsOf, type Limit } from './limits.rules.js';
import { explainGap } from './templates.errors.js';
import { findUnknownTypes } from './templates.rules.js';
import type { Gap, ReadTemplate } from './templates.types.js';

const TYPES = { min: 1, max: 20 };

export class LadderTemplateQuery {
  @UuidField({ description: 'A framework that the caller may read.' }) frameworkId!: FrameworkId;

  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))
  @Codes({ ...TYPES, description: 'May repeat: what is done in any of them.' })
  structureType!: string[];

  @OneOf(MISSION_KINDS, { optional: true, name: 'MissionKind', description: 'Only missions of that kind.' })
  kind?: MissionKind;
}

@Judged<LadderDraftBody>(({ structureTypes }) => findUnknownTypes(structureTypes ?? [], 'structureTypes'))
export class LadderDraftBody {
  @UuidField({ description: 'A framework that the caller may read.' }) frameworkId!: FrameworkId;

  @Codes({ ...TYPES, description: 'Codes of `StructureType`: what is done in any of them.' })
  structureTypes!: string[];

  @Code({ description: 'What the ladder is published under.' }) code!: string;

  @Text({ max: LADDER_SIZES.title, description: 'What people call it.' }) title!: string;
}

export class NamedCode {
  @ApiProperty() code!: string;
  /** What people read. */
  @ApiProperty() title!: string;
}

export class TemplateLimit {
  @ApiProperty({ enum: MISSION_LIMITS, enumName: 'MissionLimit' }) code!: MissionLimit;
  @ApiProperty() detail!: string;
  /** How sure we are. */
  @ApiProperty({ enum: KNOWLEDGES, enumName: 'Knowledge' }) certainty!: Knowledge;
}

export class TemplateMission {
  @ApiProperty() mission!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: MISSION_KINDS, enumName: 'MissionKind', nullable: true }) kind!: MissionKind | null;
  @ApiProperty({ type: [NamedCode] }) competencies!: NamedCode[];
  /** What bounds it. `regulated`, `min_age` and acts are enforced, the others for the author to know. */
  @ApiProperty({ type: [TemplateLimit] }) limits!: TemplateLimit[];
  /** What to mind. */
  @ApiProperty({ type: String, nullable: true }) note!: string | null;
}

export class TemplateLevel {
  @ApiProperty() level!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: SUPERVISIONS, enumName: 'Supervision' }) supervision!: Supervision;
  @ApiProperty({ type: [TemplateMission] }) missions!: TemplateMission[];
}

export class TemplateGap {
  @ApiProperty() competency!: string;
  @ApiProperty() title!: string;
  /** Where no mission draws on it. */
  @ApiProperty({ type: [NamedCode] }) levels!: NamedCode[];
  /** What to write, where a level requires it and nothing by then practises it. */
  @ApiProperty({ type: String, nullable: true }) detail!: string | null;
}

export class LadderTemplateResponse {
  @ApiProperty({ format: 'uuid' }) frameworkId!: string;
  /** What the framework is called. */
  @ApiProperty() frameworkTitle!: string;
  /** The version of what Palier knows. */
  @ApiProperty() version!: string;
  /** Where it comes from. */
  @ApiProperty() source!: string;
  /** Those asked for. */
  @ApiProperty({ type: [NamedCode] }) structureTypes!: NamedCode[];
  /** The ladder of the platform that it builds on. */
  @ApiProperty({ type: String, nullable: true }) ladderTitle!: string | null;
  /** None where no mission is known. */
  @ApiProperty({ type: [TemplateLevel] }) levels!: TemplateLevel[];
  /** Those of the seven kinds without a mission. */
  @ApiProperty({ type: [NamedCode] }) missingKinds!: NamedCode[];
  /** The competencies that some level has no mission for. */
  @ApiProperty({ type: [TemplateGap] }) gaps!: TemplateGap[];
  /** Acts that make a mission nobody’s. */
  @ApiProperty({ type: [TemplateLimit] }) neverForAnAlternant!: TemplateLimit[];
}

const presentLimit = ({ code, detail, certainty }: Limit, language: Language): TemplateLimit => ({
  code,
  detail: detail[language],
  certainty,
});

const acts = (): Limit[] =>
  [...NEVER_FOR_AN_ALTERNANT].map(([act, detail]) => ({
    code: 'never_for_an_alternant',
    detail,
    certainty: CERTAINTY_OF_ACTS.get(act) ?? 'ours',
  }));

const presentMission = (
  mission: Mission,
  titles: ReadonlyMap<string, string>,
  language: Language,
): TemplateMission => ({
  mission: mission.code,
  title: mission.title,
  kind: mission.kind ?? null,
  competencies: mission.competencies.map((code) => ({ code, title: titles.get(code) ?? code })),
  limits: limitsOf(mission).map((limit) => presentLimit(limit, language)),
  note: ACTIVITIES.get(mission.code)?.note ?? null,
});

const presentGap = (gap: Gap, language: Language): TemplateGap => ({
  competency: gap.competency,
  title: gap.title,
  levels: gap.levels.map(({ code, title }) => ({ code, title })),
  detail: explainGap(gap)?.[language] ?? null,
});

export function presentTemplate(
  { framework, template }: ReadTemplate,
  language: Language,
  only: MissionKind | null,
): LadderTemplateResponse {
  const titles = titlesOf(framework);
  const shown = template.missions.filter(({ kind }) => only === null || kind === only);
  const named = (code: string, label?: Bilingual): NamedCode => ({ code, title: label?.[language] ?? code });
  return {
    frameworkId: framework.id,
    frameworkTitle: framework.title,
    version: template.madeFrom.version,
    source: ACTIVITIES_SOURCE,
    structureTypes: template.madeFrom.structureTypes.map((code) => named(code, STRUCTURE_TYPES.get(code))),
    ladderTitle: template.madeFrom.ladder?.title ?? null,
    levels: template.levels.map(({ code, title, supervision }) => ({
      level: code,
      title,
      supervision,
      missions: shown
        .filter(({ level }) => level === code)
        .map((mission) => presentMission(mission, titles, language)),
    })),
    missingKinds: template.missingKinds.map((kind) => named(kind, LADDER_LABELS.MissionKind[kind])),
    gaps: template.gaps.map((gap) => presentGap(gap, language)),
    neverForAnAlternant: acts().map((limit) => presentLimit(limit, language)),
  };
}
