import { createHmac } from 'node:crypto';

/**
 * Headers that prove who sent a body and when, as Standard Webhooks 1.0 writes them
 * (github.com/standard-webhooks/standard-webhooks): HMAC-SHA256, base64, over `id.timestamp.body`.
 * @param secret `whsec_` and base64, or any other text as UTF-8.
 */
export function signatureHeaders(
  id: string,
  body: string,
  sentAt: Date,
  secret: string | undefined,
): Record<string, string> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1_000));
  const stamped = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (secret === undefined) return stamped;
  const key = secret.startsWith('whsec_')
    ? Buffer.from(secret.slice('whsec_'.length), 'base64')
    : Buffer.from(secret);
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { ...stamped, 'webhook-signature': `v1,${signature}` };
}
