// The static origin of the built frontend. Front Door stands before it; its own API and sign-in are not used.
@description('Unique part of every name.')
param token string
param location string
param tags object

resource pages 'Microsoft.Web/staticSites@2024-11-01' = {
  name: 'swa-${token}'
  location: location
  tags: union(tags, { 'azd-service-name': 'pages' })
  sku: { name: 'Standard', tier: 'Standard' }
  properties: { allowConfigFileUpdates: true, stagingEnvironmentPolicy: 'Disabled' }
}

output host string = pages.properties.defaultHostname
