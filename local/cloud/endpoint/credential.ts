/** What a Signature Version 4 header says of the caller, before the signature is checked. */
export interface Credential {
  /** Absent of a call that nobody signed. */
  readonly accessKeyId?: string;
  /** `dynamodb`, `s3`, … */
  readonly service: string;
}

export function credentialIn(authorization: string | undefined): Credential | undefined {
  const scope = /Credential=([^/,\s]+)\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(authorization ?? '');
  const [, accessKeyId, service] = scope ?? [];
  return accessKeyId && service ? { accessKeyId, service } : undefined;
}
