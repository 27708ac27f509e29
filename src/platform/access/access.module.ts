import { Global, Module } from '@nestjs/common';
import { AccessTokenStrategy } from './access-token.strategy.js';
import { AccessTokens } from './access-tokens.js';
import { TokenFacts } from './token-facts.js';

@Global()
@Module({ providers: [TokenFacts, AccessTokens, AccessTokenStrategy], exports: [AccessTokens, TokenFacts] })
export class AccessModule {}
