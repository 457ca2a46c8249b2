# For pods that ask for it by label; the port is the container's port of that name.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: np-03-from-traefik
  namespace: ${name?c}
  labels:
    nordbox.no/part-of: baseline
spec:
  podSelector:
    matchLabels:
      nordbox.no/expose: web
  policyTypes: [Ingress]
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: kube-system
          podSelector:
            matchLabels:
              app.kubernetes.io/name: traefik
      ports:
        - {protocol: TCP, port: http}
