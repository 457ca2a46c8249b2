# Volumes stay on the box: classes that the profile lists (K8S-06).
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: nordbox-storage
  labels:
    nordbox.no/part-of: baseline
spec:
  failurePolicy: Fail
  matchConstraints:
    resourceRules:
      - apiGroups: [""]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [persistentvolumeclaims]
  # What is going away may still lose its finalizers.
  matchConditions:
    - name: not-deleted
      expression: "!has(object.metadata.deletionTimestamp)"
  validations:
    - expression: >-
        (!has(object.spec.storageClassName) || object.spec.storageClassName in [<#list storageClasses as name>${name?c}<#sep>, </#list>]) &&
        (!has(object.metadata.annotations) || !("volume.beta.kubernetes.io/storage-class" in object.metadata.annotations) ||
        object.metadata.annotations["volume.beta.kubernetes.io/storage-class"] in [<#list storageClasses as name>${name?c}<#sep>, </#list>])
      message: "K8S-06: volumes are of class <#list storageClasses as name>${name}<#sep>, </#list>"
      reason: Forbidden
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: nordbox-storage
  labels:
    nordbox.no/part-of: baseline
spec:
  policyName: nordbox-storage
  validationActions: [<#if waived?seq_contains("K8S-06")>Warn<#else>Deny</#if>, Audit]
