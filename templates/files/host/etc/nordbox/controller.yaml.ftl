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
