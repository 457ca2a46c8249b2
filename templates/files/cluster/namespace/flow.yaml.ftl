apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name?c}
  namespace: ${namespace?c}
  labels:
    nordbox.no/part-of: baseline
  annotations:
    nordbox.no/flow: ${description?c}
spec:
<#if pods?size == 0>
  podSelector: {}
<#else>
  podSelector:
    matchLabels:
<#list pods as label>
      ${label.name?c}: ${label.value?c}
</#list>
</#if>
  policyTypes: [${ingress?then("Ingress", "Egress")}]
  ${ingress?then("ingress", "egress")}:
    - ${ingress?then("from", "to")}:
<#if peerNamespace??>
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: ${peerNamespace?c}
<#if peerPods?size gt 0>
          podSelector:
            matchLabels:
<#list peerPods as label>
              ${label.name?c}: ${label.value?c}
</#list>
</#if>
<#else>
        - ipBlock:
            cidr: ${peerCidr?c}
<#if except?size gt 0>
            except:
<#list except as cidr>
              - ${cidr?c}
</#list>
</#if>
</#if>
<#if ports?size gt 0>
      ports:
<#list ports as port>
        - {protocol: ${port.protocol?c}, port: ${port.number}}
</#list>
</#if>
