import { Module } from '@nestjs/common';
import { TypesettingModule } from '../../platform/typesetting/typesetting.module.js';
import { BookletController } from './booklet.controller.js';
import { BookletService } from './booklet.service.js';
import { VerifyPage } from './verify-page.js';

@Module({
  imports: [TypesettingModule],
  controllers: [BookletController],
  providers: [BookletService, VerifyPage],
})
export class BookletModule {}
