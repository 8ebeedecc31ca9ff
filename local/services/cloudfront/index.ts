import { ContentDelivery } from './distribution';
import { type DistributionNeeds, serveDistribution } from './serve-distribution';

export function startCloudFront(needs: DistributionNeeds) {
  const delivery = new ContentDelivery();
  return { delivery, listener: serveDistribution(delivery, needs) };
}
