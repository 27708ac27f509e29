import { Module } from '@nestjs/common';
import { NoticesController } from './notices.controller.js';
import { NoticesService } from './notices.service.js';
import { Telling } from './telling.service.js';

@Module({ controllers: [NoticesController], providers: [NoticesService, Telling] })
export class NoticesModule {}
