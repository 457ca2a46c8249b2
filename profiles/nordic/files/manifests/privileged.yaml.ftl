# No pod takes the host over, whatever a namespace's labels say; nordbox.yaml names the namespaces that may (K8S-01).
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
        operations: [CREATE, UPDATE]
        resources: [pods]
  # What is going away may still lose its finalizers.
  matchConditions:
    - name: not-deleted
      expression: "!has(object.metadata.deletionTimestamp)"
  validations:
    - expression: >-
        request.namespace in ["kube-system"<#list privileged as name>, ${name?c}</#list>] || (
        (!has(object.spec.hostNetwork) || !object.spec.hostNetwork) &&
        (!has(object.spec.hostPID) || !object.spec.hostPID) &&
        (!has(object.spec.hostIPC) || !object.spec.hostIPC) &&
        object.spec.containers.all(c, !has(c.securityContext) || !has(c.securityContext.privileged) || !c.securityContext.privileged) &&
        (!has(object.spec.initContainers) || object.spec.initContainers.all(c, !has(c.securityContext) || !has(c.securityContext.privileged) || !c.securityContext.privileged)))
      message: "K8S-01: no privileged containers, no network, processes or memory of the host"
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
