# Images come from allowed registries only (SUP-01), those that are volumes, too. An image that a pod already has is left alone, so that its
# labels and finalizers can still change.
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: nordbox-registries
  labels:
    nordbox.no/part-of: baseline
spec:
  failurePolicy: Fail
  matchConstraints:
    resourceRules:
      - apiGroups: [""]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [pods, pods/ephemeralcontainers]
  variables:
    - name: images
      expression: >-
        object.spec.containers.map(c, c.image)
        + (has(object.spec.initContainers) ? object.spec.initContainers.map(c, c.image) : [])
        + (has(object.spec.ephemeralContainers) ? object.spec.ephemeralContainers.map(c, c.image) : [])
        + (has(object.spec.volumes) ? object.spec.volumes.filter(v, has(v.image) && has(v.image.reference)).map(v, v.image.reference) : [])
    - name: known
      expression: >-
        oldObject == null ? [] : oldObject.spec.containers.map(c, c.image)
        + (has(oldObject.spec.initContainers) ? oldObject.spec.initContainers.map(c, c.image) : [])
        + (has(oldObject.spec.ephemeralContainers) ? oldObject.spec.ephemeralContainers.map(c, c.image) : [])
        + (has(oldObject.spec.volumes) ? oldObject.spec.volumes.filter(v, has(v.image) && has(v.image.reference)).map(v, v.image.reference) : [])
    - name: allowed
      expression: >-
        [<#list registries as prefix>${prefix?c}<#sep>, </#list>]
        + (request.namespace == "kube-system" ? [<#list systemRegistries as prefix>${prefix?c}<#sep>, </#list>] : [])
  validations:
    - expression: variables.images.all(i, i in variables.known || variables.allowed.exists(p, i.startsWith(p)))
      message: "SUP-01: images come only from <#if registries?has_content><#list registries as prefix>${prefix}<#sep>, </#list><#else>k3s itself: profile.registries names none</#if>; write the registry out"
      reason: Forbidden
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: nordbox-registries
  labels:
    nordbox.no/part-of: baseline
spec:
  policyName: nordbox-registries
  validationActions: [<#if waived?seq_contains("SUP-01")>Warn<#else>Deny</#if>, Audit]
---
# Images are named by digest (SUP-02); k3s' own in kube-system come with its release.
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: nordbox-digests
  labels:
    nordbox.no/part-of: baseline
spec:
  failurePolicy: Fail
  matchConstraints:
    resourceRules:
      - apiGroups: [""]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [pods, pods/ephemeralcontainers]
  variables:
    - name: images
      expression: >-
        object.spec.containers.map(c, c.image)
        + (has(object.spec.initContainers) ? object.spec.initContainers.map(c, c.image) : [])
        + (has(object.spec.ephemeralContainers) ? object.spec.ephemeralContainers.map(c, c.image) : [])
        + (has(object.spec.volumes) ? object.spec.volumes.filter(v, has(v.image) && has(v.image.reference)).map(v, v.image.reference) : [])
    - name: known
      expression: >-
        oldObject == null ? [] : oldObject.spec.containers.map(c, c.image)
        + (has(oldObject.spec.initContainers) ? oldObject.spec.initContainers.map(c, c.image) : [])
        + (has(oldObject.spec.ephemeralContainers) ? oldObject.spec.ephemeralContainers.map(c, c.image) : [])
        + (has(oldObject.spec.volumes) ? oldObject.spec.volumes.filter(v, has(v.image) && has(v.image.reference)).map(v, v.image.reference) : [])
  validations:
    - expression: variables.images.all(i, i in variables.known || i.matches("@sha256:[a-f0-9]{64}$"))
      message: "SUP-02: images are named by digest: NAME@sha256:…"
      reason: Forbidden
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: nordbox-digests
  labels:
    nordbox.no/part-of: baseline
spec:
  policyName: nordbox-digests
  validationActions: [<#if waived?seq_contains("SUP-02")>Warn<#else>Deny</#if>, Audit]
  matchResources:
    namespaceSelector:
      matchExpressions:
        - {key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system]}
