import { ApiProperty } from '@nestjs/swagger';
import { isUuid } from '../../kernel/ids.js';
import { OneOf } from '../../platform/validation/fields.js';
import { nextCursor, PageInfo, PageQuery, pageRequest } from '../../platform/responses/pages.js';
import { QUEUE_KINDS, type QueueKind } from './queue.queries.js';
import type { Awaiting, Queue, QueuePage } from './queue.types.js';

export class QueueQuery extends PageQuery {
  @OneOf(QUEUE_KINDS, { name: 'QueueKind', optional: true, description: 'Only what awaits of that kind.' })
  kind?: QueueKind;
}

export class AwaitedAlternantResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() givenName!: string;
  @ApiProperty() familyName!: string;
}

export class AwaitingResponse {
  @ApiProperty({ enum: QUEUE_KINDS, enumName: 'QueueKind' }) kind!: QueueKind;
  /** The id of what awaits; of the contract whose level is ready; of the last main tutor's mandate to replace. */
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty() alternant!: AwaitedAlternantResponse;
  @ApiProperty({ format: 'date-time' }) since!: string;
  /** Codes and ids, by kind. `act` where there are several: to do it, or to see to it that somebody can (`cover`). */
  @ApiProperty({ type: 'object', additionalProperties: true }) detail!: Record<string, unknown>;
}

export class QueueResponse {
  @ApiProperty({ type: [AwaitingResponse] }) data!: AwaitingResponse[];
  @ApiProperty() page!: PageInfo;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'How much awaits of each kind, on all pages, whatever `kind` was asked for.',
  })
  counts!: Record<string, number>;
}

/** A row's place: when, then its kind and id. */
const keyOf = ({ since, kind, id }: Awaiting): string => `${since} ${kind} ${id}`;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

function isKey(key: string): boolean {
  const [since = '', kind = '', id, ...more] = key.split(' ');
  const isKnown = (QUEUE_KINDS as readonly string[]).includes(kind) && isUuid(id);
  return more.length === 0 && isKnown && INSTANT.test(since) && !Number.isNaN(Date.parse(since));
}

export function toQueuePage(query: QueueQuery): QueuePage<QueueKind> {
  const { after, limit } = pageRequest(query, isKey);
  const [since = '', kind = '', id = ''] = after?.split(' ') ?? [];
  return { kind: query.kind ?? null, after: after === null ? null : { since, kind, id }, limit };
}

const presentAwaiting = ({
  kind,
  id,
  contractId,
  alternant,
  since,
  detail,
}: Awaiting<QueueKind>): AwaitingResponse => ({
  kind,
  id,
  contractId,
  alternant: {
    id: alternant.id,
    givenName: alternant.givenName,
    familyName: alternant.familyName,
  },
  since,
  detail,
});

export const presentQueue = ({ awaiting, counts }: Queue<QueueKind>, limit: number): QueueResponse => ({
  data: awaiting.slice(0, limit).map(presentAwaiting),
  page: { next: nextCursor(awaiting, limit, keyOf) },
  counts,
});
