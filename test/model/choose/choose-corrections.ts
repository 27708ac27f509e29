import type { Command } from '../commands.js';
import { absencesOf, actsOf, assignmentsOf, suspensionsOf } from '../contract.js';
import { all, plus, type Story } from '../facts.js';
import type { Choice } from './choose.js';

export const CORRECTIONS = [
  'correctStep',
  'withdrawStep',
  'withdrawItem',
  'endAbsence',
  'endAssignment',
  'withdrawResumption',
] as const;
type Aim = (typeof CORRECTIONS)[number];

/** Who puts right what was recorded before; null: there is nothing of that kind yet. */
export function chooseCorrection(
  choice: Choice,
  aim: Aim,
  contract: string,
  story: Story,
  { isFit, admin, tutor }: { isFit: boolean; admin: string; tutor: string },
): Command | null {
  const { today } = choice;
  const on = choice.number(3) === 0 ? null : choice.day(-6, 6);
  switch (aim) {
    case 'correctStep':
    case 'withdrawStep': {
      const acts = actsOf(story).filter(({ isWithdrawn }) => !isWithdrawn);
      const steps = story.flatMap((fact, index) =>
        /^contract\.(?!ladder)/.test(fact.type) ? [index + 1] : [],
      );
      const sequence = isFit && acts.length > 0 ? choice.of(acts.slice(-3)).sequence : choice.of(steps);
      if (sequence === undefined || (isFit && acts.length === 0)) return null;
      if (aim === 'withdrawStep') return { kind: 'withdrawStep', by: admin, contract, sequence };
      const was = acts.find((act) => act.sequence === sequence)?.on ?? today;
      const back = suspensionsOf(story).at(-1)?.from ?? was;
      const day = choice.of([plus(was, choice.number(9) - 4), choice.day(-30, 30), plus(back, 95)]);
      return { kind: 'correctStep', by: admin, contract, sequence, on: day };
    }
    case 'withdrawItem': {
      const seen = all(story, 'observation.recorded');
      if (seen.length === 0) return null;
      const { id: observation, by, items } = choice.of(isFit ? seen.slice(-6) : seen);
      const { competency, level } = choice.of(items);
      const item = isFit || choice.number(3) > 0 ? { competency, level } : { competency: 'Z', level };
      return { kind: 'withdraw', by: isFit ? by : choice.someone(), contract, observation, item };
    }
    case 'endAbsence': {
      const absences = absencesOf(story);
      if (absences.length === 0) return null;
      const { id: absence } = choice.of(isFit ? absences.slice(-2) : absences);
      return { kind: 'endAbsence', by: admin, contract, absence, on };
    }
    case 'endAssignment': {
      const given = assignmentsOf(story);
      if (given.length === 0) return null;
      const { id: assignment } = choice.of(isFit ? given.slice(-3) : given);
      return { kind: 'endAssignment', by: tutor, contract, assignment, on };
    }
    case 'withdrawResumption': {
      const resumptions = all(story, 'resumption.recorded');
      if (resumptions.length === 0) return null;
      return { kind: 'withdrawResumption', by: tutor, contract, resumption: choice.of(resumptions).id };
    }
  }
}
