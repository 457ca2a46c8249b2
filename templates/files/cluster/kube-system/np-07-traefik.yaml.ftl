# Ports of the container: a Service's 80 and 443 were replaced before a policy looks.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: np-07-traefik
  namespace: kube-system
  labels:
    nordbox.no/part-of: baseline
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: traefik
  policyTypes: [Ingress]
  ingress:
    - ports:
        - {protocol: TCP, port: 8000}
        - {protocol: TCP, port: 8443}
        - {protocol: UDP, port: 8443}
