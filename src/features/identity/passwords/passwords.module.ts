import { Module } from '@nestjs/common';
import { AccountMails } from '../account-links/account-mails.service.js';
import { EmailChangesController } from '../email-changes/email-changes.controller.js';
import { EmailChangesService } from '../email-changes/email-changes.service.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { PasswordProofs } from './password-proof.service.js';
import { PasswordsController } from './passwords.controller.js';
import { PasswordsService } from './passwords.service.js';
import { ResetsController } from './resets.controller.js';
import { ResetsService } from './resets.service.js';

/** What an account is signed in to with, and how it changes: password and address. */
@Module({
  imports: [SignInModule],
  controllers: [PasswordsController, ResetsController, EmailChangesController],
  providers: [PasswordProofs, PasswordsService, ResetsService, EmailChangesService, AccountMails],
  exports: [ResetsService, EmailChangesService],
})
export class PasswordsModule {}
