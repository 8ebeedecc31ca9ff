import type { Cloud } from '../../cloud/cloud';
import { ParameterStore } from './parameter-store';
import { systemsManager } from './systems-manager';

interface Needs {
  readonly cloud: Pick<Cloud, 'account'>;
}

export function startSsm({ cloud: { account } }: Needs) {
  const parameters = new ParameterStore();
  return { parameters, api: systemsManager(parameters, account) };
}
