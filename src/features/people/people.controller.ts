import { Body, Controller, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PersonId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { Answer, MayReturn, Returns } from '../../platform/responses/answer.js';
import { IfMatch, NeedsIfMatch, OptionalIfMatch } from '../../platform/responses/etag.js';
import { listRequest, presentList } from '../../platform/responses/changes.js';
import { ReturnsPage } from '../../platform/responses/pages.js';
import {
  ByExternalIdQuery,
  ExternalIdParams,
  requireSameExternalId,
} from '../../platform/validation/external-id.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses } from '../../platform/responses/refuses.js';
import {
  ChangedPersonResponse,
  PersonBody,
  personChangesOf,
  personCommandOf,
  PersonResponse,
  presentChangedPerson,
  presentPerson,
  presentRecordedPerson,
  RecordedPersonResponse,
  PutPersonBody,
  PutPersonQuery,
  UpdatePersonBody,
  UpdatePersonQuery,
} from './people.dto.js';
import { ListPeopleQuery, peopleFiltersOf } from './list-people.dto.js';
import { PeopleService } from './people.service.js';
import type { ChangedPerson, PersonRow, WithDuplicates } from './people.types.js';

@ApiTags('People')
@Controller('people')
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  /** Records a person, for one's own organisation unless one administers the platform. */
  @Post()
  @Allow('people.write')
  @Refuses(403, 'person_required')
  @Returns(201, RecordedPersonResponse, { etag: true })
  async createPerson(@CurrentActor() actor: Actor, @Body() body: PersonBody) {
    return created(await this.people.create(actor, personCommandOf(body)));
  }

  /**
   * Lists the people whom one may see: oneself, one's members, and whoever stands on a contract that one may see. In the order
   * of their recording; with `updatedSince`, in that of the last change of their record.
   */
  @Get()
  @Allow('people.read')
  @ReturnsPage(PersonResponse)
  async listPeople(@CurrentActor() actor: Actor, @Query() query: ListPeopleQuery) {
    const page = listRequest(query);
    const found = await this.people.list(actor, peopleFiltersOf(query), page);
    return presentList(found, page, presentPerson);
  }

  /** Reads the person whom an organisation knows by its own id. */
  @Get('by-external-id/:externalId')
  @Allow('people.read')
  @Returns(200, PersonResponse, { etag: true })
  async getPersonByExternalId(
    @CurrentActor() actor: Actor,
    @Param() { externalId }: ExternalIdParams,
    @Query() { organisationId }: ByExternalIdQuery,
  ) {
    return read(await this.people.getByExternalId(actor, externalId, organisationId ?? null));
  }

  /** Reads a person. */
  @Get(':personId')
  @Allow('people.read')
  @Returns(200, PersonResponse, { etag: true })
  async getPerson(@CurrentActor() actor: Actor, @UuidParam('personId') id: PersonId) {
    return read(await this.people.get(actor, id));
  }

  /**
   * Changes what is sent and leaves the rest; what says nothing new changes nothing, not even the version. To end a membership,
   * send its last day: the mandates that need it end the same day. Names and birth date of whoever holds or held a signed
   * contract are corrected by its training centre or the platform, with a `reason`. Whoever left is no longer yours: of them
   * only the days of your own memberships may be corrected.
   */
  @Patch(':personId')
  @Allow('people.write')
  @NeedsIfMatch()
  @Refuses(403, 'person_required', 'identity_protected')
  @Refuses(409, 'person_left', 'person_erased')
  @Returns(200, ChangedPersonResponse, { etag: true })
  async updatePerson(
    @CurrentActor() actor: Actor,
    @UuidParam('personId') id: PersonId,
    @IfMatch() version: number | null,
    @Query() { dryRun }: UpdatePersonQuery,
    @Body() body: UpdatePersonBody,
  ) {
    const change = { version, dryRun: dryRun === 'true' };
    return changed(await this.people.update(actor, id, change, personChangesOf(body)));
  }

  /**
   * Creates or replaces the person whom an HR system knows by its own id. Memberships are added or corrected, none is taken
   * away; the mandates that need one that ends end the same day. What says nothing new changes nothing. Whoever left comes
   * back by a membership that holds today or later.
   */
  @Put('by-external-id/:externalId')
  @Allow('people.write')
  @NeedsIfMatch(false)
  @Refuses(403, 'person_required', 'identity_protected')
  @Refuses(409, 'person_would_change', 'person_left', 'person_erased')
  @Returns(200, ChangedPersonResponse, { etag: true })
  @MayReturn(201, ChangedPersonResponse, { etag: true, description: 'Created.' })
  async putPerson(
    @CurrentActor() actor: Actor,
    @Param() { externalId }: ExternalIdParams,
    @OptionalIfMatch() version: number | null,
    @Query() query: PutPersonQuery,
    @Body() body: PutPersonBody,
  ) {
    requireSameExternalId(externalId, body.externalId);
    const put = await this.people.put(
      actor,
      externalId,
      { version, dryRun: query.dryRun === 'true' },
      personCommandOf(body, query.organisationId),
    );
    return changed(put, put.created);
  }
}

const read = (row: PersonRow) => new Answer(presentPerson(row), { version: row.version });

const changed = (put: WithDuplicates<ChangedPerson>, isNew = false) =>
  new Answer(presentChangedPerson(put), {
    ...(isNew ? { status: 201, location: `/v1/people/${put.person.id}` } : {}),
    version: put.person.version,
  });

const created = (recorded: WithDuplicates<{ person: PersonRow }>) =>
  new Answer(presentRecordedPerson(recorded), {
    status: 201,
    location: `/v1/people/${recorded.person.id}`,
    version: recorded.person.version,
  });
