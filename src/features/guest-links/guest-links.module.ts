import { Module } from '@nestjs/common';
import { DisputesModule } from '../disputes/disputes.module.js';
import { SignInModule } from '../identity/sign-in/sign-in.module.js';
import { SignOffRequestsModule } from '../sign-off-requests/sign-off-requests.module.js';
import { GuestLinksController } from './guest-links.controller.js';
import { GuestLinksService } from './guest-links.service.js';
import { GuestMails } from './guest-mails.service.js';
import { GuestsController } from './guests.controller.js';
import { GuestPages } from './pages/guest-pages.js';
import { GuestsService } from './guests.service.js';

@Module({
  imports: [SignInModule, SignOffRequestsModule, DisputesModule],
  controllers: [GuestLinksController, GuestsController],
  providers: [GuestLinksService, GuestsService, GuestMails, GuestPages],
})
export class GuestLinksModule {}
