/**
 * A PUT's bytes, out of the `aws-chunked` framing that SDKs use to send a checksum after the content.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export function requestBody(headers: Readonly<Record<string, string>>, body: Buffer): Buffer {
  const isChunked = headers['x-amz-content-sha256']?.startsWith('STREAMING-');
  return isChunked ? unframe(body) : body;
}

function unframe(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let position = 0; position < body.length; ) {
    const lineEnd = body.indexOf('\r\n', position);
    const size = Number.parseInt(body.subarray(position, lineEnd).toString(), 16);
    if (!(size > 0)) break;
    const start = lineEnd + 2;
    chunks.push(body.subarray(start, start + size));
    position = start + size + 2;
  }
  return Buffer.concat(chunks);
}
