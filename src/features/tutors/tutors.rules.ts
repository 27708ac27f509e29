import { addYears, type Day } from '../../kernel/days.js';
import type { FieldError } from '../../kernel/errors.js';
import { figureOf, legalRuleOn } from '../../kernel/legal-rules.js';
import {
  daysReversed,
  derogationOfNothing,
  derogationTooLong,
  inTheFuture,
  missingOfKind,
  notOfKind,
} from './tutors.errors.js';
import type {
  QualificationKind,
  RecordProof,
  SentDerogation,
  SentQualification,
  SentTime,
} from './tutors.types.js';

/** The fields of a body that one kind of qualification has; of `oneOf` at least one is needed. */
const FIELDS: Readonly<
  Record<
    QualificationKind,
    { readonly needs: readonly string[]; readonly oneOf?: readonly string[]; readonly may: readonly string[] }
  >
> = {
  diploma: { needs: ['title', 'level'], may: ['frameworkCode', 'obtainedOn'] },
  experience: { needs: [], oneOf: ['since', 'months'], may: ['title', 'to', 'frameworkCode', 'isPlacement'] },
  training: { needs: ['title', 'obtainedOn'], may: ['hours'] },
  branch_rule: { needs: ['idcc'], may: ['title'] },
};
const SHARED = ['kind', 'employerId', 'checkedOn', 'proofReference'];
const OF_SOME_KIND = [
  ...new Set(Object.values(FIELDS).flatMap(({ needs, oneOf = [], may }) => [...needs, ...oneOf, ...may])),
];

/** Everything that is wrong between the members of what is sent. */
export function findMistakes(sent: RecordProof['sent'], today: Day): FieldError[] {
  if ('qualification' in sent) return findQualificationMistakes(sent.qualification, today);
  if ('derogation' in sent) return findDerogationMistakes(sent.derogation, today);
  return findTimeMistakes(sent.time);
}

/** Time is planned: it may begin on a day to come. */
export const findTimeMistakes = ({ from, to }: SentTime): FieldError[] =>
  from && to && to < from ? [daysReversed()] : [];

/** Everything that is wrong between the members of a qualification. */
export function findQualificationMistakes(sent: SentQualification, today: Day): FieldError[] {
  const { kind, since, to } = sent;
  if (!kind) return [];
  const { needs, oneOf = [], may } = FIELDS[kind];
  const isThere = (field: string) => field in sent && (sent as Record<string, unknown>)[field] !== null;
  const known = [...SHARED, ...needs, ...oneOf, ...may];
  const strange = OF_SOME_KIND.filter((field) => !known.includes(field) && isThere(field));
  const missing = needs.filter((field) => !isThere(field));
  const noneOf = oneOf.length > 0 && !oneOf.some(isThere) ? oneOf.slice(0, 1) : [];
  const future = (['since', 'obtainedOn', 'checkedOn'] as const).filter(
    (field) => (sent[field] ?? today) > today,
  );
  return [
    ...strange.map(notOfKind),
    ...[...missing, ...noneOf].map(missingOfKind),
    ...future.map(inTheFuture),
    ...(since && to && to < since ? [daysReversed()] : []),
    ...(to && !since && kind === 'experience' ? [missingOfKind('since')] : []),
  ];
}

/** Everything that is wrong with a derogation: it lasts so many years at most, and allows more than the law. */
export function findDerogationMistakes(
  { from, to, apprentices, checkedOn }: SentDerogation,
  today: Day,
): FieldError[] {
  const future = checkedOn && checkedOn > today ? [inTheFuture('checkedOn')] : [];
  if (!from) return future;
  const [cap, longest] = [legalRuleOn('maitre.cap', from), legalRuleOn('maitre.cap.derogation_max', from)];
  const years = longest && figureOf(longest, 'max');
  const most = cap && figureOf(cap, 'max');
  return [
    ...future,
    ...(to && to < from ? [daysReversed()] : []),
    ...(to && years !== null && to >= addYears(from, years) ? [derogationTooLong(years)] : []),
    ...(apprentices && most !== null && apprentices <= most ? [derogationOfNothing(most)] : []),
  ];
}
