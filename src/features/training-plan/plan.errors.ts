import type { PersonId } from '../../kernel/ids.js';
import { refusedWithoutMandate } from '../mandates/whom-to-ask.types.js';
import type { Team } from '../mandates/mandates.types.js';
import { addDays, type Day } from '../../kernel/days.js';
import { AppError, type FieldError } from '../../kernel/errors.js';
import { formatDay } from '../../kernel/days-in-words.js';
import { bilingual } from '../../kernel/language.js';
import { fieldError } from '../../kernel/refusals.js';
import type { PlanItemStatus } from './plan.types.js';

export const plannerMandateMissing = (team: Team, person: PersonId, today: Day): AppError =>
  refusedWithoutMandate(
    team,
    { roles: ['main_tutor', 'co_tutor', 'referent'], on: today, not: person },
    'Seul le tuteur principal, un cotuteur ou le référent tient le plan de formation',
    'Only the main tutor, a co-tutor or the referent keeps the training plan',
  );

export const nothingToLearn = (): FieldError =>
  fieldError(
    '/competencies',
    'nothing_to_learn',
    'Dites ce qui est à apprendre : une mission, des compétences à un palier, ou les deux.',
    'Say what is to be learned: a mission, competencies at a level, or both.',
  );

export const outsidePlannedContract = (from: Day, until: Day): FieldError =>
  fieldError(
    '/by',
    'outside_contract',
    `Ce jour est hors du contrat, qui court du ${formatDay(from).fr} au ${formatDay(addDays(until, -1)).fr}.`,
    `This day is outside the contract, which runs from ${formatDay(from).en} to ${formatDay(addDays(until, -1)).en}.`,
  );

export const illegalPlanAct = (currentStatus: PlanItemStatus, allowed: readonly string[]): AppError =>
  new AppError(
    'conflict',
    'illegal_transition',
    {
      title: bilingual('Étape impossible', 'Illegal transition'),
      detail: bilingual(
        'Cet élément n’est plus au plan : il a été remplacé ou retiré. Relisez le plan.',
        'This item is no longer in the plan: it was replaced or withdrawn. Read the plan again.',
      ),
    },
    { currentStatus, allowed },
  );
