import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { PersonId } from '../../../kernel/ids.js';
import type { PersonActor } from '../../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../../platform/access/allow.js';
import { Returns } from '../../../platform/responses/answer.js';
import { UuidParam } from '../../../platform/validation/params.js';
import { Refuses } from '../../../platform/responses/refuses.js';
import {
  AccountResponse,
  DisableAccountBody,
  DisabledAccountResponse,
  presentAccount,
  presentDisabledAccount,
} from './accounts.dto.js';
import { AccountsService } from './accounts.service.js';

@ApiTags('Sign in')
@Controller('people/:personId/account')
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  /** The account with which somebody signs in, for whoever may disable it. */
  @Get()
  @Allow('accounts.read')
  @Returns(200, AccountResponse)
  async getAccount(@CurrentPerson() actor: PersonActor, @UuidParam('personId') personId: PersonId) {
    return presentAccount(await this.accounts.get(actor, personId));
  }

  /** Shuts somebody out within a second: no sign-in, no refresh, and access tokens that were issued open nothing. A platform administrator for anyone; HR and centre administrators for members of their organisation who stand nowhere else, in roles that are theirs to give; nobody for themselves. Their mandates end the same day, and are not opened again with the account. Nothing changes when it is disabled already. */
  @Post('disable')
  @Allow('accounts.write')
  @ApiBody({ type: DisableAccountBody, required: false })
  @Returns(200, DisabledAccountResponse)
  async disableAccount(
    @CurrentPerson() actor: PersonActor,
    @UuidParam('personId') personId: PersonId,
    @Body() body?: DisableAccountBody,
  ) {
    return presentDisabledAccount(await this.accounts.disable(actor, personId, body?.dryRun ?? false));
  }

  /** Lets somebody sign in again, with the same password; the sign-ins that ended stay ended. Whoever the platform disabled is enabled by the platform. */
  @Post('enable')
  @Allow('accounts.write')
  @Returns(200, AccountResponse)
  @Refuses(403, 'disabled_by_platform')
  async enableAccount(@CurrentPerson() actor: PersonActor, @UuidParam('personId') personId: PersonId) {
    return presentAccount(await this.accounts.enable(actor, personId));
  }
}
