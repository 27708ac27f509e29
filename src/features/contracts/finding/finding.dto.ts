import { isDay, type Day } from '../../../kernel/days.js';
import {
  isUuid,
  type FrameworkId,
  type LadderId,
  type OrganisationId,
  type PersonId,
} from '../../../kernel/ids.js';
import { fieldError, invalidField, refuseAny } from '../../../kernel/refusals.js';
import type { FieldError } from '../../../kernel/errors.js';
import { bindingOf, unbound } from '../../../platform/responses/bound-cursors.js';
import { ChangesQuery, isChangeKey } from '../../../platform/responses/changes.js';
import { pageRequest, presentPage } from '../../../platform/responses/pages.js';
import { wordsOf } from '../../../platform/search.js';
import { instantOf } from '../../../platform/validation/as-of.js';
import { Code, DayField, OneOf, Text, UuidField } from '../../../platform/validation/fields.js';
import { SearchField } from '../../../platform/validation/search.js';
import {
  CONTRACT_KINDS,
  CONTRACT_STATUSES,
  type ContractKind,
  type ContractStatus,
} from '../contracts.types.js';
import {
  CONTRACT_FILTER_FLAGS,
  CONTRACT_SORTS,
  type ContractFilterFlag,
  type ContractFilters,
  type ContractOrder,
  type ContractPage,
  type ContractSort,
  type Found,
} from './finding.types.js';

export class ListContractsQuery extends ChangesQuery {
  @OneOf(CONTRACT_STATUSES, { optional: true, name: 'ContractStatus', description: 'As it is today.' })
  status?: ContractStatus;

  @OneOf(CONTRACT_KINDS, { optional: true, name: 'ContractKind', description: 'Those of this kind.' })
  kind?: ContractKind;

  @UuidField({ optional: true, description: 'Those of this alternant.' }) alternantId?: PersonId;

  @UuidField({ optional: true, description: 'Those of this employer.' }) employerId?: OrganisationId;

  @UuidField({ optional: true, description: 'Those of this training centre.' })
  trainingCentreId?: OrganisationId;

  @UuidField({ optional: true, description: 'A tutor of today: main, co-tutor or substitute.' })
  tutorId?: PersonId;

  @UuidField({ optional: true, description: 'Those on this ladder.' }) ladderId?: LadderId;

  @UuidField({ optional: true, description: 'Those on a ladder of this framework version.' })
  frameworkId?: FrameworkId;

  @Code({ optional: true, description: 'Code of the current level.' }) level?: string;

  @Text({ max: 60, optional: true, description: 'Those of this group of the training centre.' })
  group?: string;

  @Text({ max: 200, optional: true, description: 'Those that your own organisation knows by this id.' })
  externalId?: string;

  @DayField({ optional: true, description: 'First day, the earliest.' }) startsFrom?: Day;

  @DayField({ optional: true, description: 'First day, the latest.' }) startsTo?: Day;

  @DayField({ optional: true, description: 'Last day, as agreed or as it ended before, the earliest.' })
  endsFrom?: Day;

  @DayField({ optional: true, description: 'That last day, the latest.' }) endsTo?: Day;

  @OneOf(CONTRACT_FILTER_FLAGS, {
    optional: true,
    name: 'ContractFilterFlag',
    description: '`no_main_tutor`: needed today, and none; `not_deposited`: signed, and no deposit recorded.',
  })
  flag?: ContractFilterFlag;

  @SearchField({
    description:
      'Words that are each a part of the alternant’s name, in any order; accents, case, apostrophes and hyphens do not count.',
  })
  search?: string;

  @OneOf(CONTRACT_SORTS, {
    optional: true,
    name: 'ContractSort',
    description: 'Without it in the order of creation; not with `updatedSince`.',
  })
  sort?: ContractSort;
}

export const filtersOf = ({ search, ...query }: ListContractsQuery): ContractFilters => ({
  status: query.status,
  kind: query.kind,
  alternantId: query.alternantId,
  employerId: query.employerId,
  trainingCentreId: query.trainingCentreId,
  tutorId: query.tutorId,
  ladderId: query.ladderId,
  frameworkId: query.frameworkId,
  level: query.level,
  group: query.group?.trim(),
  externalId: query.externalId,
  startsFrom: query.startsFrom,
  startsTo: query.startsTo,
  endsFrom: query.endsFrom,
  endsTo: query.endsTo,
  flag: query.flag,
  words: search === undefined ? undefined : wordsOf(search),
});

/** What a key looks like behind the id of its row. A name is the beginning of one, by its plainest form. */
const IS_KEY: Readonly<Record<ContractSort, (key: string) => boolean>> = {
  // oxlint-disable-next-line no-control-regex
  name: (key) => /^[^\u0000-\u001f]{0,61}$/u.test(key),
  startsOn: isDay,
  endsOn: isDay,
};

function isKeyIn(order: ContractOrder, key: string): boolean {
  if (order === 'creation') return isUuid(key);
  if (order === 'change') return isChangeKey(key);
  return key[36] === '.' && isUuid(key.slice(0, 36)) && IS_KEY[order](key.slice(37));
}

function placeOf(order: ContractOrder, key: string): ContractPage['after'] {
  if (order === 'creation') return { id: key, key: null };
  if (order === 'change') return { id: key.slice(key.indexOf('.') + 1), key };
  return { id: key.slice(0, 36), key: key.slice(37) };
}

const reversed = (to: string): FieldError =>
  fieldError(
    `/${to}`,
    'before_from',
    'Cette date précède celle d’où l’on part : inversez-les.',
    'This day comes before the one it starts from: exchange them.',
  );

/**
 * The page that is asked for, and how it is presented. Its cursor goes on in the same list alone.
 * @throws validation_failed when the query contradicts itself, or the cursor is none of this list
 */
export function contractPage(query: ListContractsQuery) {
  const { sort, updatedSince, startsFrom, startsTo, endsFrom, endsTo } = query;
  refuseAny([
    ...(startsFrom && startsTo && startsTo < startsFrom ? [reversed('startsTo')] : []),
    ...(endsFrom && endsTo && endsTo < endsFrom ? [reversed('endsTo')] : []),
  ]);
  if (sort && updatedSince)
    throw invalidField(
      '/sort',
      'not_with_updated_since',
      'Ce qui a changé vient dans l’ordre des changements : retirez le tri, ou la date depuis laquelle on cherche.',
      'What changed comes in the order of change: leave out sort, or updatedSince.',
    );
  const since = updatedSince === undefined ? null : instantOf(updatedSince);
  const order: ContractOrder = since === null ? (sort ?? 'creation') : 'change';
  const filters = filtersOf(query);
  const binding = bindingOf({ ...filters, sort });
  const request = pageRequest(query, (key) => isKeyIn(order, unbound(binding, key)));
  const page: ContractPage = {
    order,
    limit: request.limit,
    after: request.after === null ? null : placeOf(order, unbound(binding, request.after)),
    since,
  };
  return {
    filters,
    page,
    present: <Row extends { readonly id: string }, Item>(
      found: readonly Found<Row>[],
      present: (row: Row) => Item,
    ) => presentPage(found, request, ({ sortKey }) => `${binding}${sortKey}`, present),
  };
}
