# Closes the namespace: every other policy only opens what it names.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: np-00-default-deny
  namespace: ${name?c}
  labels:
    nordbox.no/part-of: baseline
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
  # They say nothing new, but what is not said could be added by hand, and no comparison would see it.
  ingress: []
  egress: []
