import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUuid } from '../../kernel/ids.js';
import type { PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { PageQuery, pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { UuidParam } from '../../platform/validation/params.js';
import {
  DecideProspectContactBody,
  filtersOf,
  ListProspectsQuery,
  presentContact,
  presentProspect,
  ProspectContactBody,
  ProspectContactResponse,
  ProspectResponse,
} from './prospects.dto.js';
import { ProspectsService } from './prospects.service.js';
import type { ProspectContactId, ProspectId } from './prospects.types.js';

const isMonthAndUuid = (key: string): boolean => /^\d{4}-\d\d /.test(key) && isUuid(key.slice(8));

@ApiTags('Prospects')
@Controller()
export class ProspectsController {
  constructor(private readonly prospects: ProspectsService) {}

  /**
   * Lists the alternants who agree to be seen by an employer in that département, of that structure type, by the month in which
   * they finish. Each that is shown is told of it.
   */
  @Get('prospects')
  @Allow('prospects.read')
  @ReturnsPage(ProspectResponse)
  async listProspects(@CurrentPerson() actor: PersonActor, @Query() query: ListProspectsQuery) {
    const page = pageRequest(query, isMonthAndUuid);
    const found = await this.prospects.seek(actor, query.employerId ?? null, filtersOf(query), page);
    return presentPage(found, page, (row) => `${row.endsIn} ${row.prospectId}`, presentProspect);
  }

  /** Asks the training centre to be put in touch with somebody whom your employer saw. Once for each. */
  @Post('prospects/:prospectId/contacts')
  @Allow('prospects.read')
  @Refuses(409, 'prospect_contacted', 'quota_exceeded')
  @Returns(201, ProspectContactResponse)
  async createProspectContact(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('prospectId') prospectId: ProspectId,
    @Body() body: ProspectContactBody,
  ) {
    const contact = await this.prospects.ask(actor, body.employerId ?? null, prospectId, body.message);
    return new Answer(presentContact(contact), { location: `/v1/prospect-contacts/${contact.id}` });
  }

  /** Lists the contacts of one's employers, of one's centres, or about oneself, in order. */
  @Get('prospect-contacts')
  @Allow('prospect_contacts.read')
  @ReturnsPage(ProspectContactResponse)
  async listProspectContacts(@CurrentPerson() actor: PersonActor, @Query() query: PageQuery) {
    const page = pageRequest(query, isUuid);
    const found = await this.prospects.listContacts(actor, page);
    return presentPage(found, page, ({ id }) => id, presentContact);
  }

  /** Reads a contact, and what became of it. */
  @Get('prospect-contacts/:prospectContactId')
  @Allow('prospect_contacts.read')
  @Returns(200, ProspectContactResponse)
  async getProspectContact(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('prospectContactId') id: ProspectContactId,
  ) {
    return presentContact(await this.prospects.getContact(actor, id));
  }

  /** Decides on a contact, each what is theirs to decide. Palier gives no address: the centre brings the two together. */
  @Post('prospect-contacts/:prospectContactId/decide')
  @Allow('prospect_contacts.read')
  @Refuses(409, 'illegal_transition')
  @Returns(200, ProspectContactResponse)
  async decideProspectContact(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('prospectContactId') id: ProspectContactId,
    @Body() { decision, reason }: DecideProspectContactBody,
  ) {
    return presentContact(await this.prospects.decide(actor, id, { decision, reason: reason ?? null }));
  }
}
