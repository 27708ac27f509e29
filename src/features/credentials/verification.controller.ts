import { applyDecorators, Controller, Get, HttpCode, Param } from '@nestjs/common';
import { ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { notFound } from '../../kernel/refusals.js';
import { Allow } from '../../platform/access/allow.js';
import { Download } from '../../platform/responses/answer.js';
import { CredentialKeys } from './credential-keys.service.js';
import { STATUS_PURPOSES, STATUS_SECONDS, type StatusPurpose } from './credentials.types.js';
import { StatusLists } from './status-lists.service.js';

const TYPES = {
  keys: 'application/jwk-set+json',
  key: 'application/jwk+json',
  status: 'application/vc+jwt',
} as const;

const ReturnsFile = (mediaType: string, description: string) =>
  applyDecorators(
    HttpCode(200),
    ApiResponse({ status: 200, description, content: { [mediaType]: { schema: { type: 'string' } } } }),
  );

/** What whoever is shown a credential verifies it with: open to anybody, and naming nobody. */
@ApiTags('Credentials')
@Controller('credentials')
export class VerificationController {
  constructor(
    private readonly keys: CredentialKeys,
    private readonly lists: StatusLists,
  ) {}

  /** Lists the keys that sign credentials, and those that did, as a JWK set. */
  @Get('keys')
  @Allow('anyone')
  @ReturnsFile(TYPES.keys, 'The keys, as a JWK set (RFC 7517).')
  async listCredentialKeys() {
    return file(TYPES.keys, 'keys.json', JSON.stringify({ keys: await this.keys.publicKeys() }));
  }

  /** Reads one key: the address that a credential names as `kid`. */
  @Get('keys/:kid')
  @Allow('anyone')
  @ApiParam({ name: 'kid', description: 'The last part of the `kid` of a credential.' })
  @ReturnsFile(TYPES.key, 'The key, as a JWK (RFC 7517).')
  async getCredentialKey(@Param('kid') kid: string) {
    const key = (await this.keys.publicKeys()).find((one) => one.kid === kid);
    if (!key) throw notFound();
    return file(TYPES.key, 'key.json', JSON.stringify(key));
  }

  /** Reads a status list (W3C Bitstring Status List), signed: a bit for each credential, which names nobody. */
  @Get('status/:purpose/:list')
  @Allow('anyone')
  @ApiParam({ name: 'purpose', enum: STATUS_PURPOSES, description: 'What a bit says.' })
  @ApiParam({ name: 'list', description: 'The number of the list.' })
  @ReturnsFile(TYPES.status, 'The list, as a VC-JWT.')
  async getCredentialStatusList(@Param('purpose') purpose: string, @Param('list') list: string) {
    if (!(STATUS_PURPOSES as readonly string[]).includes(purpose) || !/^[1-9]\d{0,5}$/.test(list))
      throw notFound();
    return file(TYPES.status, 'status.jwt', await this.lists.read(purpose as StatusPurpose, Number(list)));
  }
}

const file = (mediaType: string, fileName: string, text: string) =>
  new Download(pieces(text), {
    mediaType,
    fileName,
    headers: { 'cache-control': `public, max-age=${STATUS_SECONDS}` },
  });

// oxlint-disable-next-line require-await -- made already; a download is sent piece by piece
async function* pieces(text: string): AsyncGenerator<string, void> {
  yield text;
}
