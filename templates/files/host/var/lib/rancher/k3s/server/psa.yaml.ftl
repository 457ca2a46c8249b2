# Admission plugins of the API server, written by nordbox.
apiVersion: apiserver.config.k8s.io/v1
kind: AdmissionConfiguration
plugins:
  # A namespace without labels of its own is restricted: the ones in nordbox.yaml are labelled, one that
  # anybody else makes starts closed. kube-system holds k3s' own pods, which need host access.
  - name: PodSecurity
    configuration:
      apiVersion: pod-security.admission.config.k8s.io/v1
      kind: PodSecurityConfiguration
      defaults:
        enforce: restricted
        enforce-version: latest
        audit: restricted
        audit-version: latest
        warn: restricted
        warn-version: latest
      exemptions:
        usernames: []
        runtimeClasses: []
        namespaces: [kube-system]
  # Without at least one limit the plugin ends the API server at its start.
  - name: EventRateLimit
    configuration:
      apiVersion: eventratelimit.admission.k8s.io/v1alpha1
      kind: Configuration
      limits:
        - type: Server
          qps: 5000
          burst: 20000
