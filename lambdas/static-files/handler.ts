import { S3Client } from '@aws-sdk/client-s3';
import { awsClient, inBackground } from '../../adapters/aws/clients/aws-client';
import { customResource } from '../../adapters/aws/custom-resource';
import { S3StaticFiles } from '../../adapters/aws/s3-static-files';
import { makePublishStaticFiles } from './publish-static-files';

export const handler = customResource(makePublishStaticFiles(new S3StaticFiles(awsClient(S3Client, inBackground))));
