// The document store. Data access by identity only; the containers are made here because the SDK makes none without keys.
@description('Unique part of every name.')
param token string
param location string
param tags object
param principalId string

@allowed(['serverless', 'autoscale'])
param capacity string

@description('Top of the autoscale range of the container that holds the tenants.')
param maximumThroughput int = 4000

var databaseName = 'portal'
// Cosmos DB Built-in Data Contributor: a role of the data plane, not of Azure.
var dataContributor = '00000000-0000-0000-0000-000000000002'
// Written by `handler indexing-policy` from the indexes that the program declares.
var indexing = loadJsonContent('../cosmos-indexing.json')

resource account 'Microsoft.DocumentDB/databaseAccounts@2025-04-15' = {
  name: 'cosmos-${token}'
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: false }]
    capabilities: capacity == 'serverless' ? [{ name: 'EnableServerless' }] : []
    disableLocalAuth: true
    minimalTlsVersion: 'Tls12'
    consistencyPolicy: { defaultConsistencyLevel: 'Session' }
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: 'Continuous7Days' } }
  }

  resource database 'sqlDatabases' = {
    name: databaseName
    properties: { resource: { id: databaseName } }

    resource directory 'containers' = {
      name: 'directory'
      properties: {
        resource: { id: 'directory', partitionKey: { paths: ['/id'], kind: 'Hash', version: 2 } }
        options: capacity == 'autoscale' ? { autoscaleSettings: { maxThroughput: 1000 } } : {}
      }
    }

    resource portal 'containers' = {
      name: 'portal'
      properties: {
        resource: {
          id: 'portal'
          partitionKey: { paths: ['/tenant'], kind: 'Hash', version: 2 }
          // On, but nothing expires unless a document says when.
          defaultTtl: -1
          indexingPolicy: indexing
        }
        options: capacity == 'autoscale' ? { autoscaleSettings: { maxThroughput: maximumThroughput } } : {}
      }
    }

    resource leases 'containers' = {
      name: 'leases'
      properties: {
        resource: { id: 'leases', partitionKey: { paths: ['/id'], kind: 'Hash', version: 2 } }
        options: capacity == 'autoscale' ? { autoscaleSettings: { maxThroughput: 1000 } } : {}
      }
    }
  }

  resource access 'sqlRoleAssignments' = {
    name: guid(account.id, principalId, dataContributor)
    properties: {
      principalId: principalId
      roleDefinitionId: '${account.id}/sqlRoleDefinitions/${dataContributor}'
      scope: account.id
    }
  }
}

output endpoint string = account.properties.documentEndpoint
output database string = databaseName
