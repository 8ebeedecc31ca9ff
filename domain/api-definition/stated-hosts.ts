import { isRecord, type JsonObject } from '../record';

/** More than any real file names. */
const most = 20;

/** The hosts that a file's `servers` name, at whatever level, with the defaults of their variables. */
export function statedHosts(document: JsonObject): string[] {
  const items = isRecord(document.paths) ? Object.values(document.paths).filter(isRecord) : [];
  const holders = [document, ...items, ...items.flatMap((item) => Object.values(item).filter(isRecord))];
  const servers = holders.flatMap(({ servers: listed }) => (Array.isArray(listed) ? listed.filter(isRecord) : []));
  const hosts = servers.map(urlOf).flatMap((url) => (URL.canParse(url) && new URL(url).hostname) || []);
  return [...new Set(hosts)].slice(0, most);
}

function urlOf({ url, variables }: JsonObject): string {
  if (typeof url !== 'string') return '';
  const values = new Map(isRecord(variables) ? Object.entries(variables) : []);
  return url.replaceAll(/\{([^{}]{1,100})\}/g, (_, name: string) => {
    const variable = values.get(name);
    return isRecord(variable) && typeof variable.default === 'string' ? variable.default : name;
  });
}
