/** Encrypts a short text for one application: what is sealed for one does not open for another. */
export interface TextCipher {
  /** @param text 4,096 bytes at most. */
  seal(text: string, applicationId: string): Promise<string>;
  /** @throws where it was sealed for another application or is damaged. */
  open(sealed: string, applicationId: string): Promise<string>;
}
