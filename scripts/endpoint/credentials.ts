/** What emulators expect. Whatever a person has for AWS itself is never sent to one. */
export const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** The only region of the platform. */
export const region = 'eu-west-2';
