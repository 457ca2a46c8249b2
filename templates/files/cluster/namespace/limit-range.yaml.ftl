apiVersion: v1
kind: LimitRange
metadata:
  name: nordbox
  namespace: ${name?c}
  labels:
    nordbox.no/part-of: baseline
spec:
  limits:
    - type: Container
<#if limits?size gt 0>
      default:
<#list limits as limit>
        ${limit.name?c}: ${limit.value?c}
</#list>
</#if>
<#if requests?size gt 0>
      defaultRequest:
<#list requests as request>
        ${request.name?c}: ${request.value?c}
</#list>
</#if>
