import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { awsClient, type Patience } from './aws-client';

/** DynamoDB with rows as plain objects; a field that is undefined is one that the row does not have. */
export const dynamoClient = (patience?: Patience): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(awsClient(DynamoDBClient, patience), {
    marshallOptions: { removeUndefinedValues: true },
  });
