# Services open no way past the ingress controller, and none is an alias for a name outside (K8S-04).
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: nordbox-services
  labels:
    nordbox.no/part-of: baseline
spec:
  failurePolicy: Fail
  matchConstraints:
    resourceRules:
      - apiGroups: [""]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [services]
  # What is going away may still lose its finalizers.
  matchConditions:
    - name: not-deleted
      expression: "!has(object.metadata.deletionTimestamp)"
  validations:
    - expression: >-
        (!has(object.spec.type) || object.spec.type == "ClusterIP") && (!has(object.spec.externalIPs) || object.spec.externalIPs.size() == 0)
      message: "K8S-04: services are ClusterIP without external IPs; what people reach goes through an Ingress"
      reason: Forbidden
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: nordbox-services
  labels:
    nordbox.no/part-of: baseline
spec:
  policyName: nordbox-services
  validationActions: [<#if waived?seq_contains("K8S-04")>Warn<#else>Deny</#if>, Audit]
  matchResources:
    namespaceSelector:
      matchExpressions:
        - {key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system]}
