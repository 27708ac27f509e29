import { Module } from '@nestjs/common';
import { NotificationsController } from './notifications.controller.js';
import { OwnNotificationsService } from './notifications.service.js';
import { NotificationService } from './notify/notify.service.js';

@Module({ controllers: [NotificationsController], providers: [OwnNotificationsService, NotificationService] })
export class NotificationsModule {}
