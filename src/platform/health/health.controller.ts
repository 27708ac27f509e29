import { Controller, Get, Inject } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Allow } from '../access/allow.js';
import { unavailable } from '../database/database.errors.js';
import { Returns } from '../http/answer.js';
import { Refuses } from '../http/refuses.js';

export class HealthResponse {
  @ApiProperty({ enum: ['ok'] }) status!: 'ok';
}

@ApiTags('Health')
@Controller()
export class HealthController {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** The process answers. */
  @Get('healthz')
  @Allow('anyone')
  @Returns(200, HealthResponse)
  getLiveness(): HealthResponse {
    return { status: 'ok' };
  }

  /** The database answers; migrations ran before the process began to listen. */
  @Get('readyz')
  @Allow('anyone')
  @Returns(200, HealthResponse)
  @Refuses(503, 'unavailable')
  async getReadiness(): Promise<HealthResponse> {
    try {
      await this.dataSource.query('select 1');
    } catch (error) {
      throw unavailable(error);
    }
    return { status: 'ok' };
  }
}
