// Everything that the portal needs in Azure, in one resource group.
targetScope = 'subscription'

@description('Name of the environment; azd gives it.')
@minLength(1)
@maxLength(32)
param environmentName string

@description('Region of all resources but the static pages.')
param location string

@description('Host under which browsers reach the portal, e.g. portal.example.com. Empty: the host of the Front Door endpoint.')
param portalHost string = ''

@description('serverless: pay per request, one region. autoscale: steady load, several regions, a service level.')
@allowed(['serverless', 'autoscale'])
param cosmosCapacity string = 'serverless'

@description('Premium adds managed firewall rules.')
@allowed(['Standard_AzureFrontDoor', 'Premium_AzureFrontDoor'])
param edgeSku string = 'Standard_AzureFrontDoor'

@description('Most instances of the function app.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Address that all mail comes from, e.g. portal@example.com. Its SMTP server stands in the vault as smtp-url. Empty: no mail is sent.')
param mailFrom string = ''

@description('Region of the static pages, which few regions offer.')
param pagesLocation string = 'westeurope'

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: { token: token, location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: { token: token, location: location, tags: tags, principalId: identity.outputs.principalId }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: { token: token, location: location, tags: tags, principalId: identity.outputs.principalId }
}

module cosmos 'modules/cosmos.bicep' = {
  name: 'cosmos'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    capacity: cosmosCapacity
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  scope: group
  params: { token: token, location: location, tags: tags, principalId: identity.outputs.principalId }
}

module edge 'modules/edge.bicep' = {
  name: 'edge'
  scope: group
  params: { token: token, tags: tags, sku: edgeSku }
}

module pages 'modules/pages.bicep' = {
  name: 'pages'
  scope: group
  params: { token: token, location: pagesLocation, tags: tags }
}

module app 'modules/app.bicep' = {
  name: 'app'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    identityId: identity.outputs.id
    clientId: identity.outputs.clientId
    maximumInstanceCount: maximumInstanceCount
    hostStorageName: storage.outputs.hostAccountName
    packageContainerUrl: storage.outputs.packageContainerUrl
    filesEndpoint: storage.outputs.filesEndpoint
    filesContainer: storage.outputs.filesContainer
    cosmosEndpoint: cosmos.outputs.endpoint
    cosmosDatabase: cosmos.outputs.database
    vaultUri: vault.outputs.uri
    insightsConnectionString: monitoring.outputs.connectionString
    frontDoorId: edge.outputs.frontDoorId
    mailFrom: mailFrom
    portalOrigin: 'https://${empty(portalHost) ? edge.outputs.host : portalHost}'
  }
}

module routes 'modules/routes.bicep' = {
  name: 'routes'
  scope: group
  params: {
    profileName: edge.outputs.profileName
    endpointName: edge.outputs.endpointName
    apiHost: app.outputs.host
    pagesHost: pages.outputs.host
  }
}

output AZURE_RESOURCE_GROUP string = group.name
output PORTAL_URL string = 'https://${empty(portalHost) ? edge.outputs.host : portalHost}'
output API_HOST string = app.outputs.host
output KEY_VAULT_URI string = vault.outputs.uri
