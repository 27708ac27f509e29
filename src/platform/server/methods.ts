import type { FastifyInstance } from 'fastify';

/** What each address takes, for whoever asks otherwise: 405 with `Allow`, and OPTIONS. Asked only where no route answered. */
export class AllowedMethods {
  private readonly routes = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>();

  /** Notes every route that is declared from now on. */
  static watch(fastify: FastifyInstance): AllowedMethods {
    const allowed = new AllowedMethods();
    fastify.addHook('onRoute', ({ url, method }) => {
      const known = allowed.routes.get(url) ?? { pattern: patternOf(url), methods: new Set() };
      for (const one of [method].flat()) known.methods.add(one);
      allowed.routes.set(url, known);
    });
    return allowed;
  }

  /** The other methods of an address that did not answer one, in their order; none: it names nothing. */
  besides(method: string, url: string): string[] {
    const [path = ''] = url.split(/[?#]/, 1);
    const found = [...this.routes.values()].filter(({ pattern }) => pattern.test(path));
    const methods = new Set(found.flatMap((route) => [...route.methods]));
    // Letters that no route takes: the address is one of that method’s, and yet nothing.
    return methods.size === 0 || methods.has(method) ? [] : [...methods.add('OPTIONS')].sort();
  }
}

/** A parameter is one part of a path that is not empty, a star is whatever follows. */
function patternOf(url: string): RegExp {
  const parts = url.split(/(:\w+|\*)/).map((part) => {
    if (part === '*') return '.*';
    return part.startsWith(':') ? '[^/]+' : part.replaceAll(/[\\^$.+?()[\]{}|]/g, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join('')}$`);
}
