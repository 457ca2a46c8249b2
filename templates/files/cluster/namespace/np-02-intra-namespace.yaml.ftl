apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: np-02-intra-namespace
  namespace: ${name?c}
  labels:
    nordbox.no/part-of: baseline
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        - podSelector: {}
  egress:
    - to:
        - podSelector: {}
