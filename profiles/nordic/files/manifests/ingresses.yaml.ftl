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
---
# Traefik's own kind of Ingress, likewise; its dashboard in kube-system is reached from the node only.
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: nordbox-routers
  labels:
    nordbox.no/part-of: baseline
spec:
  failurePolicy: Fail
  matchConstraints:
    resourceRules:
      - apiGroups: [traefik.io, traefik.containo.us]
        apiVersions: ["*"]
        operations: [CREATE, UPDATE]
        resources: [ingressroutes, ingressroutetcps, ingressrouteudps]
  matchConditions:
    - name: not-deleted
      expression: "!has(object.metadata.deletionTimestamp)"
  validations:
    - expression: >-
        request.resource.resource == "ingressrouteudps" || has(object.spec.tls)
      message: "ENC-05: a router names its TLS certificate in spec.tls; a redirect is made at Traefik's entry point (entryPoints.web.http.redirections)"
      reason: Forbidden
    - expression: >-
        request.resource.resource != "ingressrouteudps"
      message: "ENC-05: what comes over UDP has no TLS; serve it by an IngressRouteTCP"
      reason: Forbidden
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: nordbox-routers
  labels:
    nordbox.no/part-of: baseline
spec:
  policyName: nordbox-routers
  validationActions: [<#if waived?seq_contains("ENC-05")>Warn<#else>Deny</#if>, Audit]
  matchResources:
    namespaceSelector:
      matchExpressions:
        - {key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system]}
---
# And listeners of the Gateway API.
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: nordbox-listeners
  labels:
    nordbox.no/part-of: baseline
spec:
  failurePolicy: Fail
  matchConstraints:
    resourceRules:
      - apiGroups: [gateway.networking.k8s.io, gateway.networking.x-k8s.io]
        apiVersions: ["*"]
        operations: [CREATE, UPDATE]
        resources: [gateways, listenersets, xlistenersets]
  matchConditions:
    - name: not-deleted
      expression: "!has(object.metadata.deletionTimestamp)"
  validations:
    - expression: >-
        !has(object.spec.listeners) || object.spec.listeners.all(l, l.protocol in ["HTTPS", "TLS"])
      message: "ENC-05: a listener takes HTTPS or TLS; a redirect is made at Traefik's entry point (entryPoints.web.http.redirections), an ACME challenge is answered by its solver's Ingress"
      reason: Forbidden
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: nordbox-listeners
  labels:
    nordbox.no/part-of: baseline
spec:
  policyName: nordbox-listeners
  validationActions: [<#if waived?seq_contains("ENC-05")>Warn<#else>Deny</#if>, Audit]
  matchResources:
    namespaceSelector:
      matchExpressions:
        - {key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system]}
