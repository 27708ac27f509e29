import type { FieldError } from '../../../kernel/errors.js';
import { PUBLIC_EMPLOYER_TYPES } from '../../../kernel/cerfa.js';
import {
  endsBeforeItStarts,
  noSuchMonth,
  otherSector,
  payOverlaps,
  sameTutorTwice,
  tooManyOfYear,
} from './form.errors.js';
import { hasDecaMonth, isDecaNumber } from './formats.rules.js';
import type { EmployerSection, PayPeriod, TermsSection, TrainingSection } from './form.types.js';

/** A part of a form; what was refused by itself is missing. */
type Part<T> = { readonly [Name in keyof T]?: T[Name] | null | undefined } | null | undefined;

export interface PartOfForm {
  readonly employer?: Part<Pick<EmployerSection, 'isPublic' | 'employerType'>>;
  readonly tutors?: readonly (Part<{ readonly personId: string }> | undefined)[] | null;
  readonly terms?: Part<Pick<TermsSection, 'decaNumber' | 'previousNumber'>>;
  readonly pay?: Part<{ readonly periods: readonly (Part<PayPeriod> | undefined)[] }>;
  readonly training?: Part<Pick<TrainingSection, 'startsOn' | 'endsOn'>>;
}

/** Everything that is wrong between the members of a form, whole or in part. */
export function findFormMistakes({ employer, tutors, terms, pay, training }: PartOfForm): FieldError[] {
  const people = (tutors ?? []).map((tutor) => tutor?.personId);
  return [
    ...sectorMistakes(employer),
    ...people.flatMap((person, index) =>
      person && people.indexOf(person) < index ? [sameTutorTwice(index)] : [],
    ),
    ...(['decaNumber', 'previousNumber'] as const).flatMap((name) => {
      const number = terms?.[name];
      return number && isDecaNumber(number) && !hasDecaMonth(number) ? [noSuchMonth(`/terms/${name}`)] : [];
    }),
    ...(pay?.periods ?? []).flatMap((_, index, periods) => periodMistakes(index, periods)),
    ...(training?.startsOn && training.endsOn && training.endsOn < training.startsOn
      ? [endsBeforeItStarts('/training/endsOn')]
      : []),
  ];
}

function sectorMistakes(employer: PartOfForm['employer']): FieldError[] {
  const { isPublic, employerType } = employer ?? {};
  if (typeof isPublic !== 'boolean' || !employerType) return [];
  return PUBLIC_EMPLOYER_TYPES.includes(employerType) === isPublic ? [] : [otherSector()];
}

function periodMistakes(index: number, periods: readonly (Part<PayPeriod> | undefined)[]): FieldError[] {
  const period = periods[index];
  if (!period) return [];
  const before = periods.slice(0, index);
  const { from, to, year } = period;
  const overlapped = before.findIndex(
    (other) => from && to && other?.from && other.to && from <= other.to && other.from <= to,
  );
  return [
    ...(from && to && to < from ? [endsBeforeItStarts(`/pay/periods/${index}/to`)] : []),
    ...(overlapped >= 0 ? [payOverlaps(index, overlapped)] : []),
    ...(year && before.filter((other) => other?.year === year).length >= 2 ? [tooManyOfYear(index)] : []),
  ];
}
