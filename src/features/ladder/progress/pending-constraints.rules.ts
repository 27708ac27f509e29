import type { Ladder } from '../../frameworks/frameworks.types.js';
import type { MappingContent } from '../../frameworks/mappings/mappings.types.js';
import { owe, owedOf, eachOnce } from './outcomes.rules.js';
import type { Dormant, Mark, RequirementStanding, Standing } from './ladder-progress.types.js';
import { findRequirement } from '../levels/statuses.rules.js';

/**
 * What speaks against a competency at a level, and no move may lose: what must be seen anew, and what was unsafe. It goes
 * where the mapping says, or where codes are the same; and while a ladder does not require that pair, it lies dormant.
 */

/** Puts all of it where it belongs on the ladder that a contract moved to: on requirements, or with what lies dormant. */
export function carryDormant(
  from: Ladder,
  standing: Standing,
  to: Ladder,
  mapping: MappingContent,
  carried: Standing,
): void {
  const asleep: Dormant[] = [];
  for (const one of [...liveOf(from, standing), ...(standing.dormant ?? [])]) {
    for (const pair of namesOf(one, mapping)) {
      const found = findRequirement(to, carried, pair.level, pair.competency);
      if (found) wake(found.standing, one);
      else asleep.push({ ...one, ...pair });
    }
    // Its own name, too: a later ladder may require the old competency beside the one that stands for it.
    if (!findRequirement(to, carried, one.level, one.competency)) asleep.push(one);
  }
  keepDormant(carried, asleep);
}

/** An observation that is withdrawn speaks no more. */
export const forgetDormant = (standing: Standing, observation: number): void =>
  keepDormant(
    standing,
    (standing.dormant ?? []).map((one) => ({
      ...one,
      unsafe: one.unsafe.filter(({ sequence }) => sequence !== observation),
    })),
  );

/** A revocation that is overturned asks for nothing. */
export const forgiveDormant = (standing: Standing, revocation: number): void =>
  keepDormant(
    standing,
    (standing.dormant ?? []).map((one) => ({
      ...one,
      owed: one.owed.filter(({ after }) => after !== revocation),
    })),
  );

const liveOf = (ladder: Ladder, standing: Standing): Dormant[] =>
  ladder.levels.flatMap((level, levelIndex) =>
    level.requirements.flatMap(({ competency }, index) => {
      const requirement = standing.levels[levelIndex]?.requirements[index];
      if (!requirement) return [];
      const unsafe = requirement.marks.filter(({ safe }) => !safe);
      return [{ competency, level: level.code, owed: owedOf(requirement), unsafe }];
    }),
  );

/** What the mapping does not name keeps its code. In two frameworks that may be chance: better seen anew once too often. */
function namesOf({ competency, level }: Dormant, { competencies, levels }: MappingContent) {
  const named = competencies.filter(({ from }) => from === competency).map(({ to }) => to);
  const at = levels.find(({ from }) => from === level)?.to ?? level;
  return (named.length > 0 ? named : [competency]).map((to) => ({ competency: to, level: at }));
}

function wake(requirement: RequirementStanding, { owed, unsafe }: Dormant): void {
  owe(requirement, owed);
  requirement.marks = marksOf(requirement.marks, unsafe);
}

const marksOf = (known: readonly Mark[], more: readonly Mark[]): Mark[] => [
  ...known,
  ...more.filter(({ sequence }) => !known.some((mark) => !mark.safe && mark.sequence === sequence)),
];

/** Each pair once; absent where there is none, as of every contract that never moved. */
function keepDormant(standing: Standing, all: readonly Dormant[]): void {
  const found = new Map<string, Dormant>();
  for (const one of all) {
    if (one.owed.length + one.unsafe.length === 0) continue;
    const name = `${one.competency} ${one.level}`;
    const known = found.get(name);
    found.set(name, {
      ...one,
      owed: eachOnce([...(known?.owed ?? []), ...one.owed]),
      unsafe: marksOf(known?.unsafe ?? [], one.unsafe),
    });
  }
  if (found.size > 0) standing.dormant = [...found.values()];
  else delete standing.dormant;
}
