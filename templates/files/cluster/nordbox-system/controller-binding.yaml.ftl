apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: nordbox-controller
  labels:
    nordbox.no/part-of: baseline
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: nordbox-controller
subjects:
  - kind: ServiceAccount
    name: nordbox-controller
    namespace: nordbox-system
