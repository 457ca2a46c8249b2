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
