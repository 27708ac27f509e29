import { Module } from '@nestjs/common';
import { CredentialKeys } from './credential-keys.service.js';
import { CredentialsController } from './credentials.controller.js';
import { CredentialsService } from './credentials.service.js';
import { StatusLists } from './status-lists.service.js';
import { VerificationController } from './verification.controller.js';

@Module({
  // The addresses of verification first: an id is no key.
  controllers: [VerificationController, CredentialsController],
  providers: [CredentialsService, CredentialKeys, StatusLists],
})
export class CredentialsModule {}
