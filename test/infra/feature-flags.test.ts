import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { context } from '../../cdk.json';

test('every feature flag that CDK recommends is set as it recommends', () => {
  expect(Object.keys(CURRENTLY_RECOMMENDED_FLAGS).length).toBeGreaterThan(50);
  expect(context).toMatchObject(CURRENTLY_RECOMMENDED_FLAGS);
});
