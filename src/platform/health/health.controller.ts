import { Controller, Get } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { Allow } from '../access/allow.js';
import { Returns } from '../responses/answer.js';
import { Refuses } from '../responses/refuses.js';
import { VERSION } from '../version.js';
import { notReady } from './health.errors.js';
import { Readiness } from './readiness.js';

export class HealthResponse {
  @ApiProperty({ enum: ['ok'] }) status!: 'ok';
  /** The release of Palier that answers, as `info.version` of this document says it. */
  @ApiProperty({ example: VERSION }) version!: string;
}

@ApiTags('Health')
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process answers. Asks nothing of the database: a process is not restarted because PostgreSQL is away. */
  @Get('healthz')
  @Allow('anyone')
  @Returns(200, HealthResponse)
  getLiveness(): HealthResponse {
    return { status: 'ok', version: VERSION };
  }

  /**
   * Requests may be sent here: the process is not stopping, the database answers, its schema has every migration that
   * the code expects, tokens can be signed. Otherwise 503 `not_ready`, and `reason` says which of them fails.
   */
  @Get('readyz')
  @Allow('anyone')
  @Returns(200, HealthResponse)
  @Refuses(503, 'not_ready')
  async getReadiness(): Promise<HealthResponse> {
    const reason = await this.readiness.problem();
    if (reason) throw notReady(reason);
    return { status: 'ok', version: VERSION };
  }
}
