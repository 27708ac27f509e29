/** One answer of the API. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // oxlint-disable-next-line typescript/no-explicit-any -- the story reads what the API documents
  readonly body: any;
}

/** How the story reaches the API: over the network in the demo, in memory in the test. */
export type Send = (request: {
  method: string;
  path: string;
  token: string | null;
  body: unknown;
}) => Promise<Answer>;

/** A step that did not answer as it should. */
export class StoryError extends Error {}

/** Over HTTP, to a running server. */
export const overNetwork =
  (baseUrl: string): Send =>
  async ({ method, path, token, body }) => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: text ? JSON.parse(text) : null,
    };
  };

/** Somebody who signed in. */
export class Person {
  constructor(
    private readonly send: Send,
    readonly name: string,
    readonly id: string,
    private readonly token: string,
  ) {}

  get(path: string): Promise<Answer> {
    return this.send({ method: 'GET', path, token: this.token, body: undefined });
  }

  /** Asks, and stops the story unless it is answered with that status. */
  async must(status: number, method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> {
    const answer = await this.send({ method, path, token: this.token, body });
    if (answer.status !== status) {
      throw new StoryError(
        `${this.name} : ${method} ${path} répond ${answer.status} au lieu de ${status}\n${JSON.stringify(answer.body, null, 2)}`,
      );
    }
    return answer;
  }

  /** Asks for what must be refused, with that status and code. */
  async refused(
    status: number,
    code: string,
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
  ): Promise<Answer> {
    const answer = await this.must(status, method, path, body);
    if (answer.body.code !== code) {
      throw new StoryError(
        `${this.name} : ${method} ${path} est refusé pour ${answer.body.code} au lieu de ${code}`,
      );
    }
    return answer;
  }
}
