/** As most emulators expect them; one that checks signatures has keys of its own. */
export const credentials = {
  accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? 'test',
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? 'test',
};

/** The only region of the platform. */
export const region = 'eu-west-2';
