# k3s puts a pod of servicelb here for each Service of type LoadBalancer, whatever its namespace.
# Which of their ports the world reaches, the host's guard decides.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: np-07-servicelb
  namespace: kube-system
  labels:
    nordbox.no/part-of: baseline
spec:
  podSelector:
    matchExpressions:
      - {key: svccontroller.k3s.cattle.io/svcname, operator: Exists}
  policyTypes: [Ingress]
  ingress:
    - {}
