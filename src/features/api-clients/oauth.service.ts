import { Injectable } from '@nestjs/common';
import { AccessTokens } from '../../platform/access/access-tokens.js';
import { SIGN_IN } from '../../platform/access/actor.js';
import { hashSecretToken } from '../../platform/access/secret-tokens.js';
import { Db } from '../../platform/database/db.js';
import { administratorMissing, invalidClient } from './api-clients.errors.js';
import { useSecret } from './api-clients.store.js';
import type { ClientToken } from './api-clients.types.js';
import { readBasic, readTokenRequest } from './oauth.rules.js';

@Injectable()
export class OauthService {
  constructor(
    private readonly db: Db,
    private readonly tokens: AccessTokens,
  ) {}

  /** A token for the client itself (RFC 6749 §4.4). @throws invalid_client before anything is said of the request */
  async issue(authorization: string | undefined, form: URLSearchParams | null): Promise<ClientToken> {
    const credentials = readBasic(authorization);
    if (!credentials) throw invalidClient();
    const hash = hashSecretToken(credentials.secret);
    await this.tokens.prepare();
    return this.db.write(SIGN_IN, async (tx) => {
      const client = await useSecret(tx, credentials.clientId, hash);
      if (!client) throw invalidClient();
      if (!client.hasAdministrator) throw administratorMissing();
      if (client.role === null) throw invalidClient();
      const request = readTokenRequest(form, client.scopes);
      if (!request.ok) throw request.refusal;
      const accessToken = await this.tokens.issue({
        kind: 'client',
        clientId: credentials.clientId,
        organisationId: client.organisationId,
        roles: [client.role],
        scopes: request.scopes,
      });
      return { accessToken, expiresIn: this.tokens.lifetime, scopes: request.scopes };
    });
  }
}
