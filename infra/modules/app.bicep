// The function app: Flex Consumption with a custom handler, reached through Front Door alone.
@description('Unique part of every name.')
param token string
param location string
param tags object
param identityId string
param clientId string
param maximumInstanceCount int
param hostStorageName string
param packageContainerUrl string
param filesEndpoint string
param filesContainer string
param cosmosEndpoint string
param cosmosDatabase string
param vaultUri string
param insightsConnectionString string

@description('Id that this Front Door, and no other, sends with every request.')
param frontDoorId string

@description('Origin that browsers see, e.g. https://portal.example.com.')
param portalOrigin string

@description('Address that all mail comes from; empty while no mail is sent.')
param mailFrom string

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: 'plan-${token}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: 'func-${token}'
  location: location
  kind: 'functionapp,linux'
  tags: union(tags, { 'azd-service-name': 'api' })
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUrl
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstanceCount
        instanceMemoryMB: 2048
        // One warm instance: nobody waits for a cold start in front of a sign-in page.
        alwaysReady: [{ name: 'http', instanceCount: 1 }]
        triggers: { http: { perInstanceConcurrency: 100 } }
      }
      runtime: { name: 'custom', version: '1.0' }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      http20Enabled: true
      ipSecurityRestrictionsDefaultAction: 'Deny'
      ipSecurityRestrictions: [
        {
          name: 'our-front-door'
          action: 'Allow'
          priority: 100
          tag: 'ServiceTag'
          ipAddress: 'AzureFrontDoor.Backend'
          headers: { 'x-azure-fdid': [frontDoorId] }
        }
      ]
      appSettings: [
        { name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING', value: 'ClientId=${clientId};Authorization=AAD' }
        { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: insightsConnectionString }
        { name: 'AZURE_CLIENT_ID', value: clientId }
        { name: 'AzureWebJobsDisableHomepage', value: 'true' }
        { name: 'AzureWebJobsStorage__accountName', value: hostStorageName }
        { name: 'AzureWebJobsStorage__clientId', value: clientId }
        { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
        { name: 'BLOB_CONTAINER', value: filesContainer }
        { name: 'BLOB_ENDPOINT', value: filesEndpoint }
        { name: 'COSMOS_DATABASE', value: cosmosDatabase }
        { name: 'COSMOS_ENDPOINT', value: cosmosEndpoint }
        // Links to uploaded files lead to the storage account: another host than the portal's, so no shared cookies.
        { name: 'PORTAL_FILES_ORIGIN', value: take(filesEndpoint, length(filesEndpoint) - 1) }
        { name: 'MAIL_FROM', value: mailFrom }
        { name: 'PORTAL_ORIGIN', value: portalOrigin }
        { name: 'PORTAL_PROXY', value: 'front-door' }
        // The Azure SDK builds a backtrace for every header that is absent, unless told not to.
        { name: 'RUST_LIB_BACKTRACE', value: '0' }
        { name: 'SESSION_KEYS', value: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/session-keys/)' }
        { name: 'SMTP_URL', value: empty(mailFrom) ? '' : '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/smtp-url/)' }
      ]
    }
  }
}

output host string = app.properties.defaultHostName
