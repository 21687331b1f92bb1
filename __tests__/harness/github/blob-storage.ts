import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isExpired, type StoredArtifact } from './artifact-store.js';
import { Refusal, type ErrorWriter, type Exchange, type Route } from './http-server.js';

type Purpose = 'upload' | 'download';

const refuseAsStorage: ErrorWriter = (response, status, message) => {
  response.writeHead(status, {
    'content-type': 'application/xml',
    'x-ms-error-code': message.split(' ')[0] ?? '',
  });
  response.end(
    `<?xml version="1.0"?><Error><Code>${message.split(' ')[0] ?? ''}</Code><Message>${message}</Message></Error>`,
  );
};

/**
 * The blob half of the artifact service, as Azure plays it: block uploads in any order, put together by the
 * block list alone; signed URLs that expire and serve one purpose each.
 */
export class BlobStorage {
  /** How long a signed URL lives, milliseconds. GitHub's live about ten minutes (upload: an hour). */
  urlLifetime = 600_000;
  readonly #directory: string;
  readonly #key = randomBytes(32);
  readonly #find: (id: number) => StoredArtifact | undefined;

  /** `find` knows unfinished artifacts too: their bytes arrive before they are finished. */
  constructor(directory: string, find: (id: number) => StoredArtifact | undefined) {
    this.#directory = directory;
    this.#find = find;
  }

  get routes(): readonly Route[] {
    const put = { method: 'PUT', template: '/blob/{purpose}/{id}', refuse: refuseAsStorage };
    return [
      {
        ...put,
        operation: 'PutBlock',
        query: { comp: 'block' },
        answer: (exchange) => this.#putBlock(exchange),
      },
      {
        ...put,
        operation: 'PutBlockList',
        query: { comp: 'blocklist' },
        answer: (exchange) => this.#putBlockList(exchange),
      },
      {
        operation: 'GetBlob',
        method: 'GET',
        template: '/blob/{purpose}/{id}',
        refuse: refuseAsStorage,
        ownFaults: ['drop', 'corrupt'],
        answer: (exchange) => this.#getBlob(exchange),
      },
    ];
  }

  /** Where the blob of an artifact lies. */
  file(id: number): string {
    return path.join(this.#directory, `${id}.blob`);
  }

  signedUrl(origin: string, purpose: Purpose, id: number): string {
    const expiry = new Date(Date.now() + this.urlLifetime).toISOString();
    const query = new URLSearchParams({
      se: expiry,
      sp: purpose === 'upload' ? 'cw' : 'r',
      sig: this.#sign(purpose, id, expiry),
    });
    return `${origin}/blob/${purpose}/${id}?${query.toString()}`;
  }

  #sign(purpose: Purpose, id: number, expiry: string): string {
    return createHmac('sha256', this.#key).update(`${purpose}\n${id}\n${expiry}`).digest('base64');
  }

  #authorize({ url, path: { purpose = '', id = '' } }: Exchange, wanted: Purpose): StoredArtifact {
    const expiry = url.searchParams.get('se') ?? '';
    const given = Buffer.from(url.searchParams.get('sig') ?? '');
    const expected = Buffer.from(this.#sign(wanted, Number(id), expiry));
    const genuine =
      purpose === wanted && given.length === expected.length && timingSafeEqual(given, expected);
    if (!genuine || Date.parse(expiry) <= Date.now()) {
      throw new Refusal(403, 'AuthenticationFailed Server failed to authenticate the request.');
    }
    const artifact = this.#find(Number(id));
    if (artifact === undefined)
      throw new Refusal(404, 'BlobNotFound The specified blob does not exist.');
    return artifact;
  }

  #block(id: number, blockId: string): string {
    return path.join(this.#directory, `${id}.blocks`, Buffer.from(blockId).toString('hex'));
  }

  async #putBlock(exchange: Exchange): Promise<void> {
    const artifact = this.#authorize(exchange, 'upload');
    const block = this.#block(artifact.id, exchange.url.searchParams.get('blockid') ?? '');
    await mkdir(path.dirname(block), { recursive: true });
    // An upload that breaks off must not count as a block.
    await pipeline(exchange.request, createWriteStream(`${block}.part`));
    await rename(`${block}.part`, block);
    created(exchange);
  }

  async #putBlockList(exchange: Exchange): Promise<void> {
    const artifact = this.#authorize(exchange, 'upload');
    const chunks: Buffer[] = [];
    for await (const chunk of exchange.request) chunks.push(chunk as Buffer);
    const xml = Buffer.concat(chunks).toString('utf8');
    const blockIds = [...xml.matchAll(/<(?:Latest|Uncommitted)>([^<]*)</g)].map(
      (match) => match[1] ?? '',
    );
    const partial = `${artifact.file}.part`;
    await pipeline(() => this.#readBlocks(artifact.id, blockIds), createWriteStream(partial));
    await rename(partial, artifact.file);
    await rm(path.join(this.#directory, `${artifact.id}.blocks`), { recursive: true, force: true });
    created(exchange);
  }

  async *#readBlocks(id: number, blockIds: readonly string[]): AsyncGenerator<Buffer> {
    for (const blockId of blockIds) {
      const block = this.#block(id, blockId);
      if (!(await exists(block)))
        throw new Refusal(400, 'InvalidBlockList The specified block list is invalid.');
      for await (const chunk of createReadStream(block)) yield chunk as Buffer;
    }
  }

  async #getBlob(exchange: Exchange): Promise<void> {
    const artifact = this.#authorize(exchange, 'download');
    if (isExpired(artifact))
      throw new Refusal(404, 'BlobNotFound The specified blob does not exist.');
    const { size } = await stat(artifact.file);
    const { response, fault } = exchange;
    const extension = artifact.mimeType === 'application/zip' ? '.zip' : '';
    response.writeHead(200, {
      'content-type': artifact.mimeType,
      'content-length': size,
      'content-disposition': `attachment; filename="${artifact.name}${extension}"`,
    });
    if (fault?.kind === 'drop') {
      // Half of the bytes arrive, then the line is dead.
      const half = createReadStream(artifact.file, { end: Math.max(0, Math.floor(size / 2) - 1) });
      await pipeline(half, response, { end: false });
      response.destroy();
      return;
    }
    const flip = fault?.kind === 'corrupt' ? [flipByte(fault.at ?? Math.floor(size / 2))] : [];
    await pipeline([createReadStream(artifact.file), ...flip, response]);
  }
}

function created({ response }: Exchange): void {
  response.writeHead(201, {
    etag: '"0x8D"',
    'last-modified': new Date().toUTCString(),
    'x-ms-request-server-encrypted': 'true',
  });
  response.end();
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

function flipByte(position: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const copy = Buffer.from(chunk);
      const at = position - seen;
      if (at >= 0 && at < copy.length) copy.writeUInt8(copy.readUInt8(at) ^ 0xff, at);
      seen += copy.length;
      done(null, copy);
    },
  });
}
