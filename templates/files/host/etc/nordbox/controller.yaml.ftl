# Written by nordbox from nordbox.yaml; read by nordbox.service.
repo:
  url: ${url?c}
  targetRevision: ${targetRevision?c}
  path: ${path?c}
  identityFile: ${identityFile?c}
  knownHosts: ${knownHosts?c}
  pollInterval: ${pollInterval?c}
kubeconfig: ${kubeconfig?c}
stateDir: ${stateDir?c}
socket: ${socket?c}
<#if redis?has_content>
cache:
  redis: ${redis?c}
</#if>
<#if webhookPort?has_content>
webhook:
  listen: 0.0.0.0
  port: ${webhookPort}
  secretFile: ${webhookSecret?c}
</#if>
<#if (sealing.keyRenewPeriod + sealing.keyCutoffTime + sealing.plainSecrets)?has_content>
sealing:
<#list {"keyRenewPeriod": sealing.keyRenewPeriod, "keyCutoffTime": sealing.keyCutoffTime, "plainSecrets": sealing.plainSecrets} as name, said>
<#if said?has_content>
  ${name}: ${said?c}
</#if>
</#list>
</#if>
<#list rules as held>
# Of the profile: what breaks them is refused before anything of its commit is applied.
rules:
<#list {"registries": held.registries, "systemRegistries": held.systemRegistries, "egressCidrs": held.egressCidrs, "egressHosts": held.egressHosts, "storageClasses": held.storageClasses, "ingressHosts": held.ingressHosts, "countries": held.countries} as name, texts>
  ${name}: [<#list texts as text>${text?c}<#sep>, </#list>]
</#list>
  # Each to the end of a day.
  waived: {<#list held.waived as waiver>${waiver.rule?c}: ${waiver.until?c}<#sep>, </#list>}
  podSecurity: {<#list held.podSecurity as level>${level.namespace?c}: ${level.standard?c}<#sep>, </#list>}
  gitOwners: {<#list held.gitOwners as owner>${owner.host?c}: ${owner.country?c}<#sep>, </#list>}
</#list>
