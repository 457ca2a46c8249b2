# Written by nordbox from nordbox.yaml; a change here is undone by the next `up`.
# Own settings that nordbox does not know go to /etc/rancher/k3s/config.yaml.d/*.yaml.

# etcd even on one node: its snapshots are the only ones that restore on a new host.
cluster-init: true
token-file: /etc/rancher/k3s/token
<#if tlsSans?has_content>
tls-san:
<#list tlsSans as san>
  - ${san?c}
</#list>
</#if>
write-kubeconfig-mode: "0600"
<#if disable?has_content>
disable:
<#list disable as component>
  - ${component?c}
</#list>
</#if>
<#if registriesClosed>
# No registry but those in registries.yaml.
disable-default-registry-endpoint: true
</#if>

# Only possible at the first start. secretbox is authenticated, the default aescbc is not.
secrets-encryption: true
secrets-encryption-provider: secretbox
# The kubelet refuses to start when /etc/sysctl.d/zz-nordbox.conf does not hold.
protect-kernel-defaults: true

kube-apiserver-arg:
  - enable-admission-plugins=NodeRestriction,EventRateLimit,DenyServiceExternalIPs
  - admission-control-config-file=/var/lib/rancher/k3s/server/psa.yaml
  - audit-policy-file=/var/lib/rancher/k3s/server/audit.yaml
  - audit-log-path=/var/lib/rancher/k3s/server/logs/audit.log
  - audit-log-maxage=${auditDays?c}
  - audit-log-maxbackup=${auditBackups?c}
  - audit-log-maxsize=100
<#if auditCompressed>
  - audit-log-compress=true
</#if>
  - service-account-extend-token-expiration=false
kube-controller-manager-arg:
  - terminated-pod-gc-threshold=100
kubelet-arg:
  - streaming-connection-idle-timeout=5m
  - pod-max-pids=512
  - tls-cipher-suites=TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305,TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305

# Uncompressed: k3s up to at least v1.36.4 cannot restore a compressed snapshot (k3s-io/k3s#14526).
etcd-snapshot-compress: false
etcd-snapshot-schedule-cron: "0 */12 * * *"
etcd-snapshot-retention: 5
