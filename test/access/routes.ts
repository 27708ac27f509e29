import { RequestMethod } from '@nestjs/common';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Access } from '../../src/platform/access/capabilities.js';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly access: Access | undefined;
}

/** What Nest and its Fastify adapter write on controllers and their methods. */
const PATH = 'path';
const METHOD = 'method';
const FASTIFY_CONFIG = '__fastify_route_config__';
const WITHOUT_PREFIX = ['/healthz', '/readyz'];

/** Every route of every controller, as the application runs it, in the order of their paths. */
export function routesOf(app: NestFastifyApplication): Route[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [
    ...module.controllers.values(),
  ]);
  return controllers
    .flatMap(({ metatype }) => (metatype ? routesOfController(metatype) : []))
    .sort((a, b) => (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1));
}

function routesOfController(controller: { readonly prototype: object } | Function): Route[] {
  const base = String(Reflect.getMetadata(PATH, controller));
  const prototype = controller.prototype as Record<string, object>;
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    if (!handler || !Reflect.hasMetadata(METHOD, handler)) return [];
    const config = Reflect.getMetadata(FASTIFY_CONFIG, handler) as { access?: Access } | undefined;
    const path = joined(base, String(Reflect.getMetadata(PATH, handler)));
    return {
      method: RequestMethod[Reflect.getMetadata(METHOD, handler) as number] as Route['method'],
      path: WITHOUT_PREFIX.includes(path) ? path : `/v1${path}`,
      access: config?.access,
    };
  });
}

const joined = (...parts: string[]) =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;
