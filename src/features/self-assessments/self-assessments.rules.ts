import type { Day } from '../../kernel/days.js';
import type { FieldError } from '../../kernel/errors.js';
import { statusOn, type ContractLife, type ContractStatus } from '../contracts/contracts.types.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import { assessedTwice, unknownCompetency, unknownLevel } from './self-assessments.errors.js';
import type { SelfAssessedItem } from './self-assessments.types.js';

/** Any competency that the ladder uses, at any of its levels, each once. */
export function findSelfAssessmentMistakes(
  ladder: Pick<Ladder, 'levels' | 'missions'>,
  items: readonly Pick<SelfAssessedItem, 'competency' | 'level'>[],
): FieldError[] {
  const levels = new Set(ladder.levels.map(({ code }) => code));
  const used = new Set([
    ...ladder.levels.flatMap(({ requirements }) => requirements.map(({ competency }) => competency)),
    ...ladder.missions.flatMap(({ competencies }) => competencies),
  ]);
  const seen = new Set<string>();
  return items.flatMap(({ competency, level }, index) => {
    const at = `/items/${index}`;
    const isRepeated = seen.has(`${competency} ${level}`);
    seen.add(`${competency} ${level}`);
    return [
      ...(levels.has(level) ? [] : [unknownLevel(`${at}/level`)]),
      ...(used.has(competency) ? [] : [unknownCompetency(`${at}/competency`)]),
      ...(isRepeated ? [assessedTwice(at)] : []),
    ];
  });
}

/** The status that forbids it, or null: the contract ran on that day, suspended or not. Whoever is away may look back. */
export function statusAgainstAssessing(life: ContractLife, on: Day): ContractStatus | null {
  const status = statusOn(life, on);
  return status === 'active' || status === 'suspended' ? null : status;
}
