import { Module } from '@nestjs/common';
import { ApiClientsController } from './api-clients.controller.js';
import { GrantsController } from './grants/grants.controller.js';
import { GrantsService } from './grants/grants.service.js';
import { ApiClientsService } from './api-clients.service.js';
import { OauthController } from './oauth.controller.js';
import { OauthService } from './oauth.service.js';

@Module({
  controllers: [ApiClientsController, GrantsController, OauthController],
  providers: [ApiClientsService, GrantsService, OauthService],
})
export class ApiClientsModule {}
