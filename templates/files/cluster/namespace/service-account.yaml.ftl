# A pod that needs the API says so, with a ServiceAccount of its own.
apiVersion: v1
kind: ServiceAccount
metadata:
  name: default
  namespace: ${name?c}
  labels:
    nordbox.no/part-of: baseline
automountServiceAccountToken: false
