# Kubernetes fills in a token that lasts until this Secret is deleted; deleting it takes the rights away at once.
apiVersion: v1
kind: Secret
metadata:
  name: nordbox-controller-token
  namespace: nordbox-system
  labels:
    nordbox.no/part-of: baseline
  annotations:
    kubernetes.io/service-account.name: nordbox-controller
type: kubernetes.io/service-account-token
