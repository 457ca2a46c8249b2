# What the API server logs, written by nordbox. First match wins. Bodies of Secrets and ConfigMaps are never logged.
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
  - level: None
    resources:
      - {group: "", resources: [events]}
      - {group: events.k8s.io, resources: [events]}
      - {group: coordination.k8s.io, resources: [leases]}
  - level: None
    nonResourceURLs: ["/healthz*", "/livez*", "/readyz*", "/version", "/openapi/*"]
  - level: Metadata
    resources:
      - group: ""
        resources:
          - secrets
          - configmaps
          - serviceaccounts/token
          - pods/exec
          - pods/attach
          - pods/portforward
          - pods/proxy
          - services/proxy
          - nodes/proxy
      - {group: bitnami.com, resources: [sealedsecrets]}
      - {group: authentication.k8s.io, resources: [tokenreviews]}
  - level: Request
    verbs: [create, update, patch, delete]
    resources:
      - {group: rbac.authorization.k8s.io}
      - {group: networking.k8s.io}
      - {group: admissionregistration.k8s.io}
      - {group: certificates.k8s.io}
  - level: Metadata
