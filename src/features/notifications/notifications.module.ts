import { Module } from '@nestjs/common';
import { NoticesController } from './notifications.controller.js';
import { NoticesService } from './notifications.service.js';
import { Telling } from './notify/notify.service.js';

@Module({ controllers: [NoticesController], providers: [NoticesService, Telling] })
export class NoticesModule {}
