import { ReadableStream } from 'node:stream/web';

/**
 * Bytes as the age-encryption package takes them. Nothing is read ahead: a stream made so asks for a
 * chunk when one is wanted (https://streams.spec.whatwg.org/#rs-from).
 */
export function webStream(bytes: AsyncIterable<Uint8Array>): globalThis.ReadableStream<Uint8Array> {
  // Node's type and the DOM's are two, the class is one.
  return ReadableStream.from(bytes) as globalThis.ReadableStream<Uint8Array>;
}
