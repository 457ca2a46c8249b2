# One element under `to`: both selectors must match. Two elements would be an "or".
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: np-01-dns
  namespace: ${name?c}
  labels:
    nordbox.no/part-of: baseline
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: kube-system
          podSelector:
            matchLabels:
              k8s-app: kube-dns
      ports:
        - {protocol: UDP, port: 53}
        - {protocol: TCP, port: 53}
