# kube-system is closed inwards only. Outwards its pods reach the API, the kubelet, DNS upstreams and
# registries at addresses that differ from host to host: there the host's guard is the limit.
# The kubelet's probes and the API server's own calls come from the node and pass any policy.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: np-07-default
  namespace: kube-system
  labels:
    nordbox.no/part-of: baseline
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress:
    - from:
        - podSelector: {}
