import { LADDER_LABELS } from '../../../kernel/labels/ladder-labels.js';
import { bilingual, type Bilingual } from '../../../kernel/language.js';
import { NEVER_FOR_AN_ALTERNANT } from '../acts.types.js';
import type { Mission } from '../frameworks.types.js';
import { describePrerequisite } from '../prerequisites.types.js';
import { ACTIVITIES, CERTAINTY_OF_ACTS, type Knowledge, type MissionLimit } from './activities.types.js';

/** What bounds a mission, in words, and how sure we are of it. */
export interface Limit {
  readonly code: MissionLimit;
  readonly detail: Bilingual;
  readonly certainty: Knowledge;
}

/** What bounds a mission of a template: what it says itself, and what is known of its activity. */
export function limitsOf(mission: Mission): Limit[] {
  const { limits = [], trainings = [] } = ACTIVITIES.get(mission.code) ?? {};
  const isRegulated = mission.regulated === true && limits.every(({ code }) => code !== 'regulated');
  const labels = LADDER_LABELS.MissionLimit;
  return [
    ...(mission.acts ?? []).map((act) => ({
      code: 'never_for_an_alternant' as const,
      detail: NEVER_FOR_AN_ALTERNANT.get(act) ?? labels.never_for_an_alternant,
      certainty: CERTAINTY_OF_ACTS.get(act) ?? ('ours' as const),
    })),
    ...(mission.minAge === undefined
      ? []
      : [{ code: 'min_age' as const, detail: fromAge(mission.minAge), certainty: 'ours' as const }]),
    ...(isRegulated
      ? [{ code: 'regulated' as const, detail: labels.regulated, certainty: 'ours' as const }]
      : []),
    ...limits.map(({ code, certainty }) => ({ code, detail: labels[code], certainty })),
    ...trainings.map((code) => ({
      code: 'training' as const,
      detail: before(describePrerequisite(code)),
      certainty: 'ours' as const,
    })),
  ];
}

const before = ({ fr, en }: Bilingual): Bilingual =>
  bilingual(`à avoir avant : ${fr}`, `to have before: ${en}`);

const fromAge = (age: number): Bilingual => bilingual(`à partir de ${age} ans`, `from the age of ${age}`);
