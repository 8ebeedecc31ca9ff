/**
 * What AWS's runtime interface is to a function: loads the handler inside a worker thread and answers one invocation
 * at a time. Plain JavaScript, so that a worker starts without a transformer.
 */
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { parentPort, workerData } = require('node:worker_threads');

const { folder, handlerName, functionName, functionArn, memoryMegabytes, clockOffset } = workerData;
const realNow = Date.now;
moveDate(new BigInt64Array(clockOffset));

/** `new Date()` and `Date.now()` follow the host's clock; every other use of `Date` stays what it was. */
function moveDate(offset) {
  const now = () => realNow() + Number(Atomics.load(offset, 0));
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: (target) => new target(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
  RealDate.prototype.constructor = globalThis.Date;
}

async function loadHandler() {
  const dot = handlerName.lastIndexOf('.');
  const base = join(folder, handlerName.slice(0, dot));
  const file = [`${base}.js`, `${base}.cjs`, `${base}.mjs`].find((candidate) => existsSync(candidate));
  if (!file)
    throw Object.assign(new Error(`Cannot find module '${handlerName}'`), { name: 'Runtime.ImportModuleError' });
  const loaded = file.endsWith('.mjs') ? await import(pathToFileURL(file).href) : require(file);
  const handler = loaded[handlerName.slice(dot + 1)];
  if (typeof handler !== 'function') {
    throw Object.assign(new Error(`${handlerName} is undefined or not exported`), { name: 'Runtime.HandlerNotFound' });
  }
  return handler;
}

const errorOf = (error) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

const loading = loadHandler();
// A failed load is answered to whoever invokes.
loading.catch(() => undefined).then(() => parentPort.postMessage('ready'));

parentPort.on('message', async ({ requestId, event, deadline }) => {
  const context = {
    awsRequestId: requestId,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn,
    memoryLimitInMB: String(memoryMegabytes),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - realNow()),
  };
  try {
    const handler = await loading;
    const answer = await handler(JSON.parse(event), context);
    parentPort.postMessage({ payload: JSON.stringify(answer) ?? 'null' });
  } catch (error) {
    const failure = errorOf(error);
    // As the managed runtime does, so that the function's log tells what the caller is not told.
    console.error(JSON.stringify(failure));
    parentPort.postMessage({ error: failure });
  }
});
