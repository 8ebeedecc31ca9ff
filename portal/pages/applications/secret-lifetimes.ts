/** Days after which a secret may end by itself. */
export const secretLifetimes = ['30', '90', '365'] as const;
