apiVersion: v1
kind: ResourceQuota
metadata:
  name: nordbox
  namespace: ${name?c}
  labels:
    nordbox.no/part-of: baseline
spec:
  hard:
<#list quota as limit>
    ${limit.name?c}: ${limit.value?c}
</#list>
