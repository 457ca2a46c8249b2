# A NetworkPolicy opens no way out but to peers inside and to what the profile lists (NET-07). Root of the cluster is
# left out: it could take this policy away, and brings the ones that nordbox.yaml opens.
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: nordbox-networkpolicies
  labels:
    nordbox.no/part-of: baseline
spec:
  failurePolicy: Fail
  matchConstraints:
    resourceRules:
      - apiGroups: [networking.k8s.io]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [networkpolicies]
  # What is going away may still lose its finalizers.
  matchConditions:
    - name: not-deleted
      expression: "!has(object.metadata.deletionTimestamp)"
    - name: not-root
      expression: "!has(request.userInfo.groups) || !('system:masters' in request.userInfo.groups)"
  validations:
    - expression: >-
        !has(object.spec.egress) || object.spec.egress.all(e, has(e.to) && e.to.size() > 0 && e.to.all(t, !has(t.ipBlock) || t.ipBlock.cidr in [<#list cidrs as cidr>${cidr?c}<#sep>, </#list>]))
      message: "NET-07: egress goes to pods, or to an address range of profile.egress that is open for pods"
      reason: Forbidden
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: nordbox-networkpolicies
  labels:
    nordbox.no/part-of: baseline
spec:
  policyName: nordbox-networkpolicies
  validationActions: [<#if waived?seq_contains("NET-07")>Warn<#else>Deny</#if>, Audit]
  matchResources:
    namespaceSelector:
      matchExpressions:
        - {key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system]}
