# The API server's address as metrics-server sees it depends on the pod network; its port asks for a
# certificate, so the port alone is named.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: np-07-metrics-server
  namespace: kube-system
  labels:
    nordbox.no/part-of: baseline
spec:
  podSelector:
    matchLabels:
      k8s-app: metrics-server
  policyTypes: [Ingress]
  ingress:
    - ports:
        - {protocol: TCP, port: 10250}
