# Applies what the repository says, of any kind, but cannot act as somebody else, nor give rights it does not
# have: no impersonate, escalate or bind, and no verb by wildcard. Kubernetes lets it create only roles, and
# bind only such, whose every right it holds; hence some below that it does not use itself.
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: nordbox-controller
  labels:
    nordbox.no/part-of: baseline
rules:
  - apiGroups: ["*"]
    resources: ["*"]
    verbs: [get, list, watch, create, update, patch, delete, deletecollection]
  # Who scrapes metrics is given these.
  - nonResourceURLs: [/metrics, "/metrics/*"]
    verbs: [get]
  # cert-manager's own signers, and none of Kubernetes', whose certificates name users.
  - apiGroups: [cert-manager.io]
    resources: [signers]
    resourceNames: ["issuers.cert-manager.io/*", "clusterissuers.cert-manager.io/*"]
    verbs: [approve]
  - apiGroups: [certificates.k8s.io]
    resources: [signers]
    resourceNames: ["issuers.cert-manager.io/*", "clusterissuers.cert-manager.io/*"]
    verbs: [sign]
  - nonResourceURLs: [/api, "/api/*", /apis, "/apis/*", "/openapi/*", /version, /livez, /readyz]
    verbs: [get]
