import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

const longestWait = 5_000;

/**
 * Posts a form within five seconds and answers the status, whatever it is; redirects are not followed.
 * @throws where there is no answer.
 */
export function postForm(url: string, form: Readonly<Record<string, string>>): Promise<number> {
  const send = url.startsWith('https:') ? requestHttps : requestHttp;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers, signal: AbortSignal.timeout(longestWait) };
    const outgoing = send(url, options, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    outgoing.on('error', reject);
    outgoing.end(new URLSearchParams(form).toString());
  });
}
