import { bilingual, type Bilingual } from '../../../kernel/language.js';
import type { LadderContent, Level, Mission, Supervision, Unlock } from '../frameworks.types.js';
import { minimumOf, type Minimum } from './minimum.rules.js';
import { supervisionAt } from './supervision.types.js';

/** One level as its author sees it before anybody climbs. */
export interface Step {
  readonly level: Level;
  readonly minimum: Minimum;
  /** Days of work from the start on; the last day of a level may be the first of the next. */
  readonly daysFromStart: number;
  /** What is allowed from here on, and under whose eyes when one has just arrived. */
  readonly opens: readonly { readonly mission: Mission; readonly supervision: Supervision }[];
}

/** The levels one after the other, for somebody who never works beyond what is allowed. */
export function staircaseOf(ladder: LadderContent): Step[] {
  let daysFromStart = 1;
  return ladder.levels.map((level, index) => {
    const minimum = minimumOf(level);
    daysFromStart += minimum.days - 1;
    const arrival = { current: index + 1, highestAcquired: highestBelow(ladder.levels.slice(0, index)) };
    return {
      level,
      minimum,
      daysFromStart,
      opens: ladder.missions
        .filter((mission) => mission.level === level.code)
        .map((mission) => ({ mission, supervision: supervisionAt(ladder, mission, arrival) })),
    };
  });
}

const highestBelow = (achieved: readonly Level[]) => (competency: string) =>
  achieved.findLastIndex(({ requirements }) => requirements.some((one) => one.competency === competency)) + 1;

/** Who says that a level is done. */
export const WHO_DECIDES: Readonly<Record<Unlock, Bilingual>> = {
  automatic: bilingual(
    'Personne : le palier est acquis dès que toutes ses compétences sont validées.',
    'Nobody: the level is achieved as soon as all its competencies are signed off.',
  ),
  decision: bilingual(
    'Le tuteur principal, ou un cotuteur en son absence.',
    'The main tutor, or a co-tutor in their absence.',
  ),
  cosigned: bilingual(
    'Le tuteur principal (un cotuteur en son absence), puis le formateur référent : deux personnes distinctes.',
    'The main tutor (a co-tutor in their absence), then the referent: two distinct persons.',
  ),
};
