import type { Bilingual } from '../../kernel/language.js';
import { CALENDAR_LABELS } from '../../kernel/labels/calendar-labels.js';
import { FORM_LABELS } from '../../kernel/labels/form-labels.js';
import { LADDER_LABELS } from '../../kernel/labels/ladder-labels.js';
import { REPORT_LABELS } from '../../kernel/labels/report-labels.js';
import { CONTRACT_LABELS } from '../../kernel/labels/contract-labels.js';
import { PEOPLE_LABELS } from '../../kernel/labels/people-labels.js';
import { STRUCTURE_TYPES } from '../../kernel/labels/structure-types.js';
import { NOTIFICATION_KINDS, NOTIFICATION_RULES } from '../../kernel/notification-kinds.js';
import { describePrerequisite, PREREQUISITES } from '../frameworks/prerequisites.types.js';
import { NEVER_FOR_AN_ALTERNANT } from '../frameworks/acts.types.js';

/** Codes of one kind, each with what people read in its place, under the name that the API document gives the list. */
export interface CodeList {
  readonly list: string;
  readonly codes: readonly { readonly code: string; readonly label: Bilingual }[];
}

const listOf = (list: string, labels: Iterable<readonly [string, Bilingual]>): CodeList => ({
  list,
  codes: [...labels].map(([code, label]) => ({ code, label })),
});

/** Every code that the API answers or takes, by list. Codes of frameworks and ladders are their owners'. */
export const CODE_LISTS: readonly CodeList[] = [
  ...Object.entries({
    ...PEOPLE_LABELS,
    ...CONTRACT_LABELS,
    ...LADDER_LABELS,
    ...REPORT_LABELS,
    ...CALENDAR_LABELS,
    ...FORM_LABELS,
  }).map(([list, labels]) => listOf(list, Object.entries<Bilingual>(labels))),
  listOf('NeverForAnAlternant', NEVER_FOR_AN_ALTERNANT),
  listOf('StructureType', STRUCTURE_TYPES),
  listOf(
    'Prerequisite',
    PREREQUISITES.map(({ code }) => [code, describePrerequisite(code)] as const),
  ),
  listOf(
    'NotificationKind',
    NOTIFICATION_KINDS.map((kind) => [kind, NOTIFICATION_RULES[kind].mail] as const),
  ),
].toSorted((a, b) => (a.list < b.list ? -1 : 1));
