import type { Cloud } from '../../cloud/cloud';
import { EventBus } from './event-bus';
import { type DeliveryNeeds, makeDeliverEvent } from './event-target';
import { Schedules } from './schedules';

interface Needs extends DeliveryNeeds {
  readonly cloud: Pick<Cloud, 'access' | 'account' | 'clock' | 'faults' | 'warn'>;
}

/** Amazon EventBridge: the default bus, and what runs at set times. */
export function startEvents(needs: Needs) {
  const deliver = makeDeliverEvent(needs);
  return {
    bus: new EventBus({ ...needs.cloud, deliver }),
    schedules: new Schedules({ ...needs.cloud, deliver }),
  };
}
