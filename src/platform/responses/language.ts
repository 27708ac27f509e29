import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Bilingual, type Language } from '../../kernel/language.js';
import { addVary } from './vary.js';

/** French unless English is preferred: no header and `*` mean French. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const weights = { fr: 0, en: 0 };
  for (const part of (acceptLanguage ?? '').split(',')) {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const language = tag.split('-')[0];
    const q = Number(
      parameters
        .map((p) => p.trim())
        .find((p) => p.startsWith('q='))
        ?.slice(2) ?? 1,
    );
    if ((language === 'fr' || language === 'en') && q > weights[language]) weights[language] = q;
  }
  return weights.en > weights.fr ? 'en' : 'fr';
}

/** The reader's language; the answer says that it depends on it. */
export const Lang = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const http = context.switchToHttp();
  addVary(http.getResponse<FastifyReply>(), 'Accept-Language');
  return languageOf(http.getRequest<FastifyRequest>().headers['accept-language']);
});

/** `value` with every bilingual sentence, at any depth, in one language. */
export function inLanguage(value: unknown, language: Language): unknown {
  if (value instanceof Bilingual) return value[language];
  if (Array.isArray(value)) return value.map((item) => inLanguage(item, language));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inLanguage(item, language)]));
  }
  return value;
}
