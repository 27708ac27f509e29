import { addDays, type Day } from '../../kernel/days.js';
import { AppError, type FieldError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import { fieldError, mandateMissing } from '../../kernel/refusals.js';
import type { PlanItemStatus } from './plan.types.js';

export const plannerMandateMissing = (): AppError =>
  mandateMissing(
    'Le plan de formation est tenu par le tuteur principal, un cotuteur ou le référent, avec un mandat sur ce contrat aujourd’hui.',
    'The training plan is kept by the main tutor, a co-tutor or the referent, with a mandate on this contract today.',
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
    `Ce jour est hors du contrat, qui court du ${from} au ${addDays(until, -1)}.`,
    `This day is outside the contract, which runs from ${from} to ${addDays(until, -1)}.`,
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
