import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import type { CommonPasswords } from '../../domain/accounts/password';

/** Of the service itself, which a guesser tries as well. */
const service = ['digital', 'interoperability', 'platform', 'developer', 'portal', 'nhs', 'health', 'care', 'api'];

/** zxcvbn's scale: at 2 and above some million guesses find it, more than an account allows in a lifetime. */
const strongEnough = 2;

let made: ZxcvbnFactory | undefined;

/** By zxcvbn's lists and patterns: https://zxcvbn-ts.github.io/zxcvbn/ */
export const commonPasswords: CommonPasswords = {
  async has(password, about) {
    made ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
    const words = [...about, ...about.flatMap((text) => text.split(/[^\p{L}\p{N}]+/u))];
    const { score } = made.check(password, [...words, ...service].filter(Boolean));
    return score < strongEnough;
  },
};
