import { Global, Module } from '@nestjs/common';
import { AccessTokenStrategy } from './access-token.strategy.js';
import { AccessTokens } from './access-tokens.js';

@Global()
@Module({ providers: [AccessTokens, AccessTokenStrategy], exports: [AccessTokens] })
export class AccessModule {}
