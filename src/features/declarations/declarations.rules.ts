import type { Day } from '../../kernel/days.js';
import type { FieldError } from '../../kernel/errors.js';
import { unknownMission, unknownReference } from '../../kernel/refusals.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import { declaredInTheFuture, notRegulated } from './declarations.errors.js';

/** Everything wrong with a declaration. `ladder` null: the id names no published one. */
export function findDeclarationMistakes(
  declared: { readonly declaredOn: Day; readonly missions: readonly string[] },
  ladder: Pick<Ladder, 'missions'> | null,
  today: Day,
): FieldError[] {
  const late = declared.declaredOn > today ? [declaredInTheFuture()] : [];
  if (!ladder) return [...late, unknownReference('/ladderId')];
  return [
    ...late,
    ...declared.missions.flatMap((code, index) => {
      const mission = ladder.missions.find((one) => one.code === code);
      if (!mission) return [unknownMission(`/missions/${index}`)];
      return mission.regulated ? [] : [notRegulated(`/missions/${index}`)];
    }),
  ];
}
