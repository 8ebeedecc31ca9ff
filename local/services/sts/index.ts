import type { Cloud } from '../../cloud/cloud';
import { sts } from './sts';

interface Needs {
  readonly cloud: Pick<Cloud, 'access' | 'accessKey' | 'account' | 'clock'>;
}

export const startSts = ({ cloud }: Needs) => ({ api: sts(cloud) });
