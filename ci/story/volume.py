"""A workload with data of its own, on a volume as k3s' local-path makes them; the test build does not bring that one."""
from .bed import until

FOLDER = "/var/lib/rancher/k3s/storage/pvc-ledger"
ROWS = "42 rows that are nowhere else"


def keep_a_ledger(bed, node):
    """A claim and a server of its page from Git, on a volume of this node, and data that somebody wrote."""
    bed.server.ssh(f"sudo install -d -o 65532 -m 2770 {FOLDER} && echo {ROWS} | sudo tee {FOLDER}/index.html >/dev/null && "
                   f"sudo chown 65532 {FOLDER}/index.html")
    manifest = bed.home / "volume.yaml"
    manifest.write_text(VOLUME.replace("NODE", node).replace("FOLDER", FOLDER))
    bed.kubectl("apply", "-f", str(manifest))
    bed.git.commit("Keep a ledger", **{"cluster-config/ledger.yaml": LEDGER})
    until("the ledger", lambda: ledger(bed) == ROWS or ledger(bed), 240)


def ledger(bed):
    """What the workload reads from its volume, asked through the API server."""
    return bed.page("staging", "ledger")


VOLUME = """apiVersion: v1
kind: PersistentVolume
metadata: {name: pvc-ledger}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
  storageClassName: local-path
  local: {path: FOLDER}
  nodeAffinity:
    required:
      nodeSelectorTerms:
        - matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [NODE]}]
"""
LEDGER = """apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: ledger, namespace: staging}
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: local-path
  volumeName: pvc-ledger
  resources: {requests: {storage: 1Gi}}
---
apiVersion: v1
kind: Service
metadata: {name: ledger, namespace: staging}
spec:
  selector: {app: ledger}
  ports: [{port: 80, targetPort: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ledger, namespace: staging}
spec:
  strategy: {type: Recreate}
  selector: {matchLabels: {app: ledger}}
  template:
    metadata: {labels: {app: ledger}}
    spec:
      automountServiceAccountToken: false
      securityContext: {runAsNonRoot: true, runAsUser: 65532, seccompProfile: {type: RuntimeDefault}}
      containers:
        - name: httpd
          image: docker.io/library/busybox:1.36
          imagePullPolicy: IfNotPresent
          command: ["httpd", "-f", "-p", "8080", "-h", "/srv"]
          readinessProbe: {tcpSocket: {port: 8080}}
          resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 32Mi}}
          securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
          volumeMounts: [{name: data, mountPath: /srv}]
      volumes:
        - name: data
          persistentVolumeClaim: {claimName: ledger}
"""
