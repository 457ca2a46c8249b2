# Who the controller is to the cluster. It runs on the host, so nothing mounts this.
apiVersion: v1
kind: ServiceAccount
metadata:
  name: nordbox-controller
  namespace: nordbox-system
  labels:
    nordbox.no/part-of: baseline
automountServiceAccountToken: false
