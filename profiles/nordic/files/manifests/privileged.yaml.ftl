# No pod takes the host over, whatever a namespace's labels say; nordbox.yaml names the namespaces that may (K8S-01). A pod that
# runs is left alone: it cannot get more of the host, but must be able to lose a finalizer. kube-system is free of it for any
# image, since k3s' own pods there need it: who may write there takes the host over.
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: nordbox-privileged
  labels:
    nordbox.no/part-of: baseline
spec:
  failurePolicy: Fail
  matchConstraints:
    resourceRules:
      - apiGroups: [""]
        apiVersions: [v1]
        operations: [CREATE]
        resources: [pods]
      - apiGroups: [""]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [pods/ephemeralcontainers]
  variables:
    - name: free
      expression: >-
        request.namespace in ["kube-system"<#list privileged as name>, ${name?c}</#list>]
    - name: contexts
      expression: >-
        object.spec.containers.filter(c, has(c.securityContext)).map(c, c.securityContext)
        + (has(object.spec.initContainers) ? object.spec.initContainers.filter(c, has(c.securityContext)).map(c, c.securityContext) : [])
        + (has(object.spec.ephemeralContainers) ? object.spec.ephemeralContainers.filter(c, has(c.securityContext)).map(c, c.securityContext) : [])
    - name: ports
      expression: >-
        object.spec.containers.filter(c, has(c.ports)).map(c, c.ports)
        + (has(object.spec.initContainers) ? object.spec.initContainers.filter(c, has(c.ports)).map(c, c.ports) : [])
  validations:
    - expression: >-
        variables.free || (
        (!has(object.spec.hostNetwork) || !object.spec.hostNetwork) &&
        (!has(object.spec.hostPID) || !object.spec.hostPID) &&
        (!has(object.spec.hostIPC) || !object.spec.hostIPC) &&
        variables.contexts.all(s, !has(s.privileged) || !s.privileged))
      message: "K8S-01: no privileged containers, no network, processes or memory of the host; or say podSecurity: privileged of the namespace in nordbox.yaml"
      reason: Forbidden
    - expression: >-
        variables.free || (
        (!has(object.spec.volumes) || object.spec.volumes.all(v, !has(v.hostPath))) &&
        variables.ports.all(list, list.all(p, !has(p.hostPort) || p.hostPort == 0)))
      message: "K8S-01: no folders and no ports of the host; or say podSecurity: privileged of the namespace in nordbox.yaml"
      reason: Forbidden
    # What the Pod Security Standard "baseline" lets a container add.
    - expression: >-
        variables.free || variables.contexts.all(s, !has(s.capabilities) || !has(s.capabilities.add) || s.capabilities.add.all(c, c in
        ["AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"]))
      message: "K8S-01: no capabilities that reach beyond the container; or say podSecurity: privileged of the namespace in nordbox.yaml"
      reason: Forbidden
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: nordbox-privileged
  labels:
    nordbox.no/part-of: baseline
spec:
  policyName: nordbox-privileged
  validationActions: [<#if waived?seq_contains("K8S-01")>Warn<#else>Deny</#if>, Audit]
---
# A namespace's label would take its pods out of pod security: nordbox.yaml alone says which may be wider (K8S-01). Root of the
# cluster is left out: it could take this policy away, and brings what nordbox.yaml says.
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: nordbox-pod-security
  labels:
    nordbox.no/part-of: baseline
spec:
  failurePolicy: Fail
  matchConstraints:
    resourceRules:
      - apiGroups: [""]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [namespaces, namespaces/status, namespaces/finalize]
  matchConditions:
    - name: not-deleted
      expression: "!has(object.metadata.deletionTimestamp)"
    - name: not-root
      expression: "!has(request.userInfo.groups) || !('system:masters' in request.userInfo.groups)"
  variables:
    - name: level
      expression: >-
        has(object.metadata.labels) && "pod-security.kubernetes.io/enforce" in object.metadata.labels
        ? object.metadata.labels["pod-security.kubernetes.io/enforce"] : "restricted"
    - name: known
      expression: >-
        oldObject != null && has(oldObject.metadata.labels) && "pod-security.kubernetes.io/enforce" in oldObject.metadata.labels
        ? oldObject.metadata.labels["pod-security.kubernetes.io/enforce"] : "restricted"
    - name: free
      expression: >-
        object.metadata.name in ["kube-system"<#list privileged as name>, ${name?c}</#list>]
    - name: version
      expression: >-
        has(object.metadata.labels) && "pod-security.kubernetes.io/enforce-version" in object.metadata.labels
        ? object.metadata.labels["pod-security.kubernetes.io/enforce-version"] : "latest"
    - name: knownVersion
      expression: >-
        oldObject != null && has(oldObject.metadata.labels) && "pod-security.kubernetes.io/enforce-version" in oldObject.metadata.labels
        ? oldObject.metadata.labels["pod-security.kubernetes.io/enforce-version"] : "latest"
  validations:
    # A label that is there is left alone, so that others can still change; privileged is the widest.
    - expression: >-
        variables.free || variables.level == "restricted" || variables.level == variables.known || variables.known == "privileged" ||
        (variables.level == "baseline" && object.metadata.name in [<#list baseline as name>${name?c}<#sep>, </#list>])
      message: "K8S-01: pods are restricted; say podSecurity of the namespace in nordbox.yaml"
      reason: Forbidden
    # The standards of early versions ask for less.
    - expression: variables.free || variables.version == "latest" || variables.version == variables.knownVersion
      message: "K8S-01: pods are held to the standard as it is now; leave the label pod-security.kubernetes.io/enforce-version as it is, or out"
      reason: Forbidden
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: nordbox-pod-security
  labels:
    nordbox.no/part-of: baseline
spec:
  policyName: nordbox-pod-security
  validationActions: [<#if waived?seq_contains("K8S-01")>Warn<#else>Deny</#if>, Audit]
---
# A volume that is a folder of the host is made for a claim by k3s' own class of volumes: any other would get that folder into a
# pod, or what another namespace keeps (K8S-01). Directly below theirs, since a pod can lay links into its own. Root of the cluster
# is left out: it restores volumes.
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: nordbox-host-folders
  labels:
    nordbox.no/part-of: baseline
spec:
  failurePolicy: Fail
  matchConstraints:
    resourceRules:
      - apiGroups: [""]
        apiVersions: [v1]
        operations: [CREATE] # where a volume lies cannot change, and binding it changes it
        resources: [persistentvolumes]
  matchConditions:
    - name: not-root
      expression: "!has(request.userInfo.groups) || !('system:masters' in request.userInfo.groups)"
  variables:
    - name: folders
      expression: >-
        (has(object.spec.hostPath) ? [object.spec.hostPath.path] : []) + (has(object.spec.local) ? [object.spec.local.path] : [])
  validations:
    - expression: >-
        variables.folders.all(f, f.matches("^/var/lib/rancher/k3s/storage/pvc-[^/]+$") &&
        request.userInfo.username == "system:serviceaccount:kube-system:local-path-provisioner-service-account")
      message: "K8S-01: a volume is no folder of the host; let a claim make its volume"
      reason: Forbidden
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: nordbox-host-folders
  labels:
    nordbox.no/part-of: baseline
spec:
  policyName: nordbox-host-folders
  validationActions: [<#if waived?seq_contains("K8S-01")>Warn<#else>Deny</#if>, Audit]
