# Every Ingress is served over TLS (ENC-05); a solver of ACME challenges is asked over plain HTTP by its nature.
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: nordbox-ingresses
  labels:
    nordbox.no/part-of: baseline
spec:
  failurePolicy: Fail
  matchConstraints:
    resourceRules:
      - apiGroups: [networking.k8s.io]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [ingresses]
  # What is going away may still lose its finalizers.
  matchConditions:
    - name: not-deleted
      expression: "!has(object.metadata.deletionTimestamp)"
  validations:
    - expression: >-
        (has(object.spec.tls) && object.spec.tls.size() > 0) || (has(object.metadata.labels) && "acme.cert-manager.io/http01-solver" in object.metadata.labels)
      message: "ENC-05: an Ingress names its TLS certificate in spec.tls"
      reason: Forbidden
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: nordbox-ingresses
  labels:
    nordbox.no/part-of: baseline
spec:
  policyName: nordbox-ingresses
  validationActions: [<#if waived?seq_contains("ENC-05")>Warn<#else>Deny</#if>, Audit]
