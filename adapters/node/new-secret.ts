import { randomBytes } from 'node:crypto';
import { mintedSecret } from '../../domain/credentials/minted-secret';

/** 256 random bits, in the form by which secrets of the platform are known. */
export const newSecret = (): string => mintedSecret(randomBytes(32));
