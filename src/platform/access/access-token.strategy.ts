import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-strategy';
import { ACCESS_TOKEN } from './access.hooks.js';
import { AccessTokens } from './access-tokens.js';
import type { Actor } from './actor.js';

const BEARER = /^Bearer +([A-Za-z0-9._~+/=-]{1,4096})$/i;

/** Passport's part: `Authorization: Bearer …`, judged by `validate`. */
class BearerStrategy extends Strategy {
  constructor(
    private readonly judge: (token: string, done: (error: unknown, actor?: Actor | null) => void) => void,
  ) {
    super();
  }

  override authenticate(request: unknown): void {
    const token = BEARER.exec((request as FastifyRequest).headers.authorization ?? '')?.[1];
    if (!token) return this.fail(401);
    this.judge(token, (error, actor) => {
      if (error) this.error(error as Error);
      else if (!actor) this.fail(401);
      else this.success(actor);
    });
  }
}

@Injectable()
export class AccessTokenStrategy extends PassportStrategy(BearerStrategy, ACCESS_TOKEN) {
  constructor(private readonly tokens: AccessTokens) {
    super();
  }

  validate(token: string): Promise<Actor | null> {
    return this.tokens.verify(token);
  }
}
