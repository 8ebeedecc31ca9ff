import Ajv, { type ValidateFunction } from 'ajv';
import { own } from '../../../../domain/own';
import type { Call } from '../exchange/exchange';
import { GatewayFailure } from '../exchange/gateway-failure';
import { header } from '../exchange/gateway-request';
import { requestParameter } from '../exchange/template';
import type { RestApi } from '../model/gateway-model';

/**
 * Required parameters must be there and not blank; a body must fit the model for its content type.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export function validateRequest(call: Call): void {
  const { method } = call.route;
  const validator = call.target.api.validators.get(method.validatorId ?? '');
  if (validator?.parameters) {
    const missing = Object.entries(method.requestParameters)
      .filter(([source, required]) => required && !requestParameter(call, source)?.trim())
      .map(([source]) => source.split('.').slice(3).join('.'));
    if (missing.length > 0) {
      throw new GatewayFailure('BAD_REQUEST_PARAMETERS', {
        text: `Missing required request parameters: [${missing.join(', ')}]`,
      });
    }
  }
  if (validator?.body) validateBody(call);
}

function validateBody(call: Call): void {
  const [type = ''] = (header(call.request, 'Content-Type') ?? 'application/json').split(';');
  const modelName = own(call.route.method.requestModels, type.trim().toLowerCase());
  const validate = modelName && modelValidator(call.target.api, modelName);
  if (!validate) return;
  if (!validate(parseJson(call.body))) {
    const reasons = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`.trim());
    throw new GatewayFailure('BAD_REQUEST_BODY', { validationError: `[${reasons.join(', ')}]` });
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new GatewayFailure('BAD_REQUEST_BODY');
  }
}

const validators = new WeakMap<object, ValidateFunction>();

/** Models are JSON Schema draft 4, read here as the draft that Ajv speaks: their common part is the same. */
function modelValidator(api: RestApi, name: string): ValidateFunction | undefined {
  const schema = api.models.get(name);
  if (typeof schema !== 'object' || schema === null) return undefined;
  const known = validators.get(schema);
  if (known) return known;
  const ajv = new Ajv({ strict: false, validateFormats: false });
  for (const [each, model] of api.models) {
    if (typeof model === 'object' && model !== null) ajv.addSchema(withoutDialect(model), modelUrl(api, each));
  }
  const validate = ajv.getSchema(modelUrl(api, name));
  if (validate) validators.set(schema, validate);
  return validate;
}

const modelUrl = (api: RestApi, name: string): string =>
  `https://apigateway.amazonaws.com/restapis/${api.id}/models/${name}`;

const withoutDialect = (schema: object): object => ({ ...schema, $schema: undefined, id: undefined });
