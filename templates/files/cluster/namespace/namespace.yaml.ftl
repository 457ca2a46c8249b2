apiVersion: v1
kind: Namespace
metadata:
  name: ${name?c}
  labels:
    nordbox.no/part-of: baseline
    pod-security.kubernetes.io/enforce: ${podSecurity?c}
    pod-security.kubernetes.io/enforce-version: ${podSecurityVersion?c}
    pod-security.kubernetes.io/audit: restricted
    pod-security.kubernetes.io/audit-version: ${podSecurityVersion?c}
    pod-security.kubernetes.io/warn: restricted
    pod-security.kubernetes.io/warn-version: ${podSecurityVersion?c}
