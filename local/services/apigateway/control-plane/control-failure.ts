/** An error of the `apigateway` API, as the SDKs read it from `__type`. */
export class ControlFailure extends Error {
  readonly status: number;
  readonly type: string;

  constructor(status: number, type: string, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

export const notFound = (what: string): ControlFailure =>
  new ControlFailure(404, 'NotFoundException', `Invalid ${what} identifier specified`);
export const badRequest = (message: string): ControlFailure => new ControlFailure(400, 'BadRequestException', message);
export const conflict = (message: string): ControlFailure => new ControlFailure(409, 'ConflictException', message);
/** What AWS answers where a quota is used up. */
export const limitExceeded = (message: string): ControlFailure =>
  new ControlFailure(429, 'LimitExceededException', message);
