apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: np-07-dns
  namespace: kube-system
  labels:
    nordbox.no/part-of: baseline
spec:
  podSelector:
    matchLabels:
      k8s-app: kube-dns
  policyTypes: [Ingress]
  ingress:
    - from:
        - namespaceSelector: {}
      ports:
        - {protocol: UDP, port: 53}
        - {protocol: TCP, port: 53}
