/** An error that an AWS service answers by name: `ResourceNotFoundException`. */
export class ServiceFailure extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = 'ServiceFailure';
    this.code = code;
    this.status = status;
  }
}
