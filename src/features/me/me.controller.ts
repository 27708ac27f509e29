import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/access/actor.js';
import { Allow, CurrentPerson } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { IfMatch, NeedsIfMatch } from '../../platform/responses/etag.js';
import { Refuses } from '../../platform/responses/refuses.js';
import { MeResponse, ownChangesOf, presentMe, UpdateMeBody } from './me.dto.js';
import { MeService } from './me.service.js';
import type { Self } from './me.types.js';

@ApiTags('Me')
@Controller('me')
export class MeController {
  constructor(private readonly me: MeService) {}

  /** Who one is, where one belongs, and the contracts on which one holds a mandate. */
  @Get()
  @Allow('signed_in')
  @Returns(200, MeResponse, { etag: true })
  async getMe(@CurrentPerson() actor: PersonActor) {
    return read(await this.me.get(actor));
  }

  /** Corrects one's own phone and, unless one holds or held a signed contract, names. */
  @Patch()
  @Allow('signed_in')
  @NeedsIfMatch()
  @Refuses(403, 'identity_protected')
  @Returns(200, MeResponse, { etag: true })
  async updateMe(
    @CurrentPerson() actor: PersonActor,
    @IfMatch() version: number | null,
    @Body() body: UpdateMeBody,
  ) {
    return read(await this.me.update(actor, version, ownChangesOf(body)));
  }
}

const read = (self: Self) => new Answer(presentMe(self), { version: self.person.version });
