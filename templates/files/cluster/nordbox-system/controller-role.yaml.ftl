# Applies what the repository says, of any kind, but cannot act as somebody else, nor give rights it does not
# have: no impersonate, escalate or bind, and no verb by wildcard.
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: nordbox-controller
  labels:
    nordbox.no/part-of: baseline
rules:
  - apiGroups: ["*"]
    resources: ["*"]
    verbs: [get, list, watch, create, update, patch, delete]
  - nonResourceURLs: [/api, "/api/*", /apis, "/apis/*", "/openapi/*", /version, /livez, /readyz]
    verbs: [get]
