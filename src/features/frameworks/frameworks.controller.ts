import { Body, Controller, Get, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { isUuid, type FrameworkId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/access/actor.js';
import { Allow, CurrentActor } from '../../platform/access/allow.js';
import { Answer, Returns } from '../../platform/responses/answer.js';
import { IfMatch, NeedsIfMatch } from '../../platform/responses/etag.js';
import { pageRequest, presentPage, ReturnsPage } from '../../platform/responses/pages.js';
import { UuidParam } from '../../platform/validation/params.js';
import { Refuses } from '../../platform/responses/refuses.js';
import {
  FRAMEWORK_BODY,
  FrameworkResponse,
  FrameworkSummaryResponse,
  isPublished,
  ListFrameworksQuery,
  OwnerQuery,
  presentFramework,
  presentFrameworkSummary,
} from './frameworks.dto.js';
import { FrameworksService } from './frameworks.service.js';

@ApiTags('Frameworks')
@Controller('frameworks')
export class FrameworksController {
  constructor(private readonly frameworks: FrameworksService) {}

  /** Drafts a version of a framework: for all by a platform administrator, for their own centre by its administrator. */
  @Post()
  @Allow('frameworks.write')
  @ApiBody({ schema: FRAMEWORK_BODY as object })
  @Returns(201, FrameworkResponse, { etag: true })
  @Refuses(409, 'quota_exceeded')
  async createFramework(
    @CurrentActor() actor: Actor,
    @Query() query: OwnerQuery,
    @Body() body: Record<string, unknown>,
  ) {
    const created = await this.frameworks.create(actor, body, query.organisationId ?? null);
    return answer(created, { status: 201, location: `/v1/frameworks/${created.id}` });
  }

  /** Lists the published frameworks and one's own drafts, in the order of their creation. The document of one is read by its id. */
  @Get()
  @Allow('frameworks.read')
  @ReturnsPage(FrameworkSummaryResponse)
  async listFrameworks(@CurrentActor() actor: Actor, @Query() query: ListFrameworksQuery) {
    const page = pageRequest(query, isUuid);
    const filters = {
      code: query.code ?? null,
      version: query.version ?? null,
      isPublished: isPublished(query),
    };
    const found = await this.frameworks.list(actor, filters, page);
    return presentPage(found, page, (row) => row.id, presentFrameworkSummary);
  }

  /** Reads a version of a framework. */
  @Get(':frameworkId')
  @Allow('frameworks.read')
  @Returns(200, FrameworkResponse, { etag: true })
  async getFramework(@CurrentActor() actor: Actor, @UuidParam('frameworkId') id: FrameworkId) {
    return answer(await this.frameworks.get(actor, id));
  }

  /** Replaces a draft as a whole. */
  @Put(':frameworkId')
  @Allow('frameworks.write')
  @NeedsIfMatch()
  @ApiBody({ schema: FRAMEWORK_BODY as object })
  @Returns(200, FrameworkResponse, { etag: true })
  @Refuses(409, 'published')
  async replaceFramework(
    @CurrentActor() actor: Actor,
    @UuidParam('frameworkId') id: FrameworkId,
    @IfMatch() version: number | null,
    @Body() body: Record<string, unknown>,
  ) {
    return answer(await this.frameworks.replace(actor, id, version, body));
  }

  /** From then on it never changes; another version of the same code stands beside it. */
  @Post(':frameworkId/publish')
  @Allow('frameworks.write')
  @Returns(200, FrameworkResponse, { etag: true })
  @Refuses(409, 'published', 'already_published')
  async publishFramework(@CurrentActor() actor: Actor, @UuidParam('frameworkId') id: FrameworkId) {
    return answer(await this.frameworks.publish(actor, id));
  }
}

const answer = (
  row: Parameters<typeof presentFramework>[0],
  options: { status?: number; location?: string } = {},
) => new Answer(presentFramework(row), { ...options, version: row.rowVersion });
