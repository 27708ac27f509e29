import { Module } from '@nestjs/common';
import { ApiClientsController } from './api-clients.controller.js';
import { ApiClientsService } from './api-clients.service.js';
import { OauthController } from './oauth.controller.js';
import { OauthService } from './oauth.service.js';

@Module({
  controllers: [ApiClientsController, OauthController],
  providers: [ApiClientsService, OauthService],
})
export class ApiClientsModule {}
