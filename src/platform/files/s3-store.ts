import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AwsClient } from 'aws4fetch';
import { FileStore, FileStoreUnavailable, type StoredFile } from './file-store.js';

export interface S3Settings {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
}

const PREFIX = 'evidence/';
const TIME_LIMIT_MS = 30_000;
const RETRIES = 2;

/** Files in a bucket of a server that speaks S3 (path style, signature version 4). */
export class S3Store extends FileStore {
  private readonly client: AwsClient;
  private readonly bucketUrl: string;

  constructor({ endpoint, bucket, region, keyId, secret }: S3Settings) {
    super();
    this.client = new AwsClient({
      accessKeyId: keyId,
      secretAccessKey: secret,
      region,
      service: 's3',
      retries: RETRIES,
    });
    this.bucketUrl = `${endpoint.replace(/\/+$/, '')}/${bucket}`;
  }

  /** The bytes are signed, too: what arrives otherwise is refused by the server. */
  async put(key: string, bytes: Uint8Array): Promise<void> {
    const sum = createHash('sha256').update(bytes).digest('hex');
    await drained(
      await this.ask('PUT', this.urlOf(key), [200], {
        body: Buffer.from(bytes),
        headers: { 'x-amz-content-sha256': sum, 'content-type': 'application/octet-stream' },
      }),
    );
  }

  async get(key: string): Promise<Readable | null> {
    const answer = await this.ask('GET', this.urlOf(key), [200, 404]);
    if (answer.status === 200 && answer.body) return Readable.fromWeb(answer.body as ReadableStream);
    const reported = await answer.text();
    // A bucket that is not there is no file that is not there.
    if (!reported.includes('<Code>NoSuchKey</Code>'))
      throw new FileStoreUnavailable(new Error('404, but no NoSuchKey'));
    return null;
  }

  async remove(key: string): Promise<void> {
    await drained(await this.ask('DELETE', this.urlOf(key), [200, 204, 404]));
  }

  async *list(): AsyncGenerator<StoredFile, void> {
    let next: string | undefined;
    do {
      const url = new URL(this.bucketUrl);
      url.searchParams.set('list-type', '2');
      url.searchParams.set('prefix', PREFIX);
      if (next !== undefined) url.searchParams.set('continuation-token', next);
      const page = await (await this.ask('GET', url.href, [200])).text();
      for (const [, item = ''] of page.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)) {
        const key = tagIn(item, 'Key')?.slice(PREFIX.length) ?? '';
        yield { key, writtenAt: new Date(tagIn(item, 'LastModified') ?? Number.NaN) };
      }
      next = tagIn(page, 'NextContinuationToken');
    } while (next !== undefined);
  }

  private urlOf(key: string): string {
    return `${this.bucketUrl}/${PREFIX}${encodeURIComponent(key)}`;
  }

  private async ask(
    method: string,
    url: string,
    expected: readonly number[],
    init: { body?: Buffer<ArrayBuffer>; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    try {
      const answer = await this.client.fetch(url, {
        method,
        ...init,
        signal: AbortSignal.timeout(TIME_LIMIT_MS),
      });
      if (expected.includes(answer.status)) return answer;
      throw new Error(
        `${method} was answered ${answer.status}: ${tagIn(await answer.text(), 'Code') ?? '?'}`,
      );
    } catch (error) {
      throw new FileStoreUnavailable(error);
    }
  }
}

/** The text of an element. Keys and tokens are ours or opaque; `&amp;` is all that a token may need. */
const tagIn = (xml: string, tag: string): string | undefined =>
  new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1]?.replaceAll('&amp;', '&');

/** A connection is free again once its answer was read. */
const drained = async (answer: Response): Promise<void> => void (await answer.arrayBuffer());
