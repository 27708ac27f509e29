import type { FieldError } from '../../../kernel/errors.js';
import { competenciesOf } from '../frameworks.rules.js';
import type { FrameworkTree, Ladder } from '../frameworks.types.js';
import { unknownCompetency } from '../ladders/ladders.errors.js';
import * as mistake from './mappings.errors.js';
import type { CompetencyMapping, LevelMapping, SentMapping } from './mappings.types.js';

/** One side of a mapping: a ladder and the framework version that it stands on. */
export interface Side {
  readonly ladder: Pick<Ladder, 'id' | 'levels'>;
  readonly framework: FrameworkTree;
}

/** Everything in a mapping that could not work, each mistake at its place. */
export function findMappingMistakes(from: Side, to: Side, sent: SentMapping): FieldError[] {
  return [
    ...(from.ladder.id === to.ladder.id ? [mistake.sameLadder()] : []),
    ...findCompetencyMistakes(from, to, sent.competencies),
    ...(sent.levels === null
      ? levelsOfOneCode(from.ladder, to.ladder) === null
        ? [mistake.levelsNeeded()]
        : []
      : findLevelMistakes(from.ladder, to.ladder, sent.levels)),
  ];
}

/** Which level stands for which; of a mapping without mistakes. */
export const levelsOf = (from: Side, to: Side, { levels }: SentMapping): readonly LevelMapping[] =>
  levels ?? levelsOfOneCode(from.ladder, to.ladder) ?? [];

function findCompetencyMistakes(from: Side, to: Side, items: readonly CompetencyMapping[]): FieldError[] {
  const [known, wanted] = [competenciesOf(from.framework), competenciesOf(to.framework)];
  return items.flatMap((item, index) => {
    const at = `/competencies/${index}`;
    return [
      ...(known.has(item.from) ? [] : [unknownCompetency(`${at}/from`, item.from)]),
      ...(wanted.has(item.to) ? [] : [unknownCompetency(`${at}/to`, item.to)]),
      ...findTaken(item, items.slice(0, index), at),
    ];
  });
}

/** What a competency is mapped to although one further up is, whatever the ladders are. */
function findTaken(item: CompetencyMapping, above: readonly CompetencyMapping[], at: string): FieldError[] {
  const alike = above.filter((other) => other.to === item.to);
  if (alike.some((other) => other.from === item.from)) return [mistake.repeatedMapping(at)];
  const isTaken = alike.some((other) => other.kind === 'exact' || item.kind === 'exact');
  return isTaken ? [mistake.targetTaken(`${at}/to`)] : [];
}

function findLevelTaken(item: LevelMapping, above: readonly LevelMapping[], at: string): FieldError[] {
  return [
    ...(above.some((other) => other.from === item.from) ? [mistake.levelTaken(`${at}/from`)] : []),
    ...(above.some((other) => other.to === item.to) ? [mistake.levelTaken(`${at}/to`)] : []),
  ];
}

/** What a mapping says twice, whatever its ladders are; null: an item that is wrong by itself. */
export function findMappedTwice(
  competencies: readonly (CompetencyMapping | null)[],
  levels: readonly (LevelMapping | null)[],
): FieldError[] {
  const above = <Item>(items: readonly (Item | null)[], index: number): Item[] =>
    items.slice(0, index).filter((item) => item !== null);
  return [
    ...competencies.flatMap((item, i) =>
      item ? findTaken(item, above(competencies, i), `/competencies/${i}`) : [],
    ),
    ...levels.flatMap((item, i) => (item ? findLevelTaken(item, above(levels, i), `/levels/${i}`) : [])),
  ];
}

function findLevelMistakes(
  from: Side['ladder'],
  to: Side['ladder'],
  items: readonly LevelMapping[],
): FieldError[] {
  const rank = (ladder: Side['ladder'], code: string) =>
    ladder.levels.findIndex((level) => level.code === code);
  return items.flatMap((item, index) => {
    const at = `/levels/${index}`;
    const above = items.slice(0, index);
    const isCrossed = above.some(
      (other) => rank(from, other.from) < rank(from, item.from) !== rank(to, other.to) < rank(to, item.to),
    );
    const errors = [
      ...(rank(from, item.from) < 0 ? [mistake.unknownLevelOfLadder(`${at}/from`, item.from)] : []),
      ...(rank(to, item.to) < 0 ? [mistake.unknownLevelOfLadder(`${at}/to`, item.to)] : []),
      ...findLevelTaken(item, above, at),
    ];
    return errors.length === 0 && isCrossed ? [mistake.levelsOutOfOrder(at)] : errors;
  });
}

/** Null where the code alone does not say it: nobody's standard is lowered by a name. */
function levelsOfOneCode(from: Side['ladder'], to: Side['ladder']): LevelMapping[] | null {
  const pairs = from.levels.flatMap((level) => {
    const index = to.levels.findIndex(({ code }) => code === level.code);
    const other = to.levels[index];
    return other ? [{ code: level.code, index, isAlike: other.supervision === level.supervision }] : [];
  });
  const isInOrder = pairs.every(({ index }, i) => i === 0 || (pairs[i - 1]?.index ?? 0) < index);
  if (pairs.length === 0 || !isInOrder || !pairs.every(({ isAlike }) => isAlike)) return null;
  return pairs.map(({ code }) => ({ from: code, to: code }));
}
