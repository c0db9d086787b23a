// Two accounts: one for the Functions host itself, one for what people upload. Neither takes keys.
@description('Unique part of every name.')
@minLength(8)
@maxLength(13)
param token string
param location string
param tags object
param principalId string

var packageContainer = 'app-package'
var filesContainerName = 'portal-files'
// What the host needs of its own account: blobs for leases and the package, queues and tables for its bookkeeping.
var hostRoles = [
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b' // Storage Blob Data Owner
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88' // Storage Queue Data Contributor
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3' // Storage Table Data Contributor
]
var filesRoles = [
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe' // Storage Blob Data Contributor
  'db58b8e5-c6ad-4a2a-8342-4190687cbf4a' // Storage Blob Delegator: signs links with the identity
]

resource host 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: 'st${token}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
  resource blobs 'blobServices' = {
    name: 'default'
    resource package 'containers' = {
      name: packageContainer
    }
  }
}

resource files 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: 'stf${token}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      // An upload that was deleted by mistake can be brought back for two weeks.
      deleteRetentionPolicy: { enabled: true, days: 14 }
      containerDeleteRetentionPolicy: { enabled: true, days: 14 }
    }
    resource uploads 'containers' = {
      name: filesContainerName
    }
  }
}

resource hostAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in hostRoles: {
    scope: host
    name: guid(host.id, principalId, role)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

resource filesAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in filesRoles: {
    scope: files
    name: guid(files.id, principalId, role)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

output hostAccountName string = host.name
output packageContainerUrl string = '${host.properties.primaryEndpoints.blob}${packageContainer}'
output filesEndpoint string = files.properties.primaryEndpoints.blob
output filesContainer string = filesContainerName
