# For pods that ask for it by label. Policies see a packet after the Service's address was replaced
# by the endpoint's, so the endpoint is what is named here.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: np-04-kube-api
  namespace: ${name?c}
  labels:
    nordbox.no/part-of: baseline
spec:
  podSelector:
    matchLabels:
      nordbox.no/kube-api: allow
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock:
            cidr: ${apiCidr?c}
      ports:
        - {protocol: TCP, port: 6443}
