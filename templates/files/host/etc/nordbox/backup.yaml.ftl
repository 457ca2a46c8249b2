# Written by nordbox from nordbox.yaml; read by nordbox-backup.service. Nothing in it is secret.
box: ${box?c}
host: ${host?c}
backup:
  recipients:
<#list recipients as recipient>
    - ${recipient?c}
</#list>
  schedule: ${schedule?c}
  target:
<#if directory?has_content>
    directory: ${directory?c}
</#if>
<#list sftp as target>
    sftp:
      host: ${target.host?c}
      port: ${target.port?c}
      user: ${target.user?c}
      path: ${target.path?c}
      hostKey: ${target.hostKey?c}
</#list>
<#list s3 as target>
    s3:
      endpoint: ${target.endpoint?c}
      bucket: ${target.bucket?c}
<#if target.prefix?has_content>
      prefix: ${target.prefix?c}
</#if>
      region: ${target.region?c}
      pathStyle: ${target.pathStyle?c}
<#if ca?has_content>
      ca: ${ca?c}
</#if>
</#list>
  keep:
    last: ${keep.last?c}
    daily: ${keep.daily?c}
    weekly: ${keep.weekly?c}
    monthly: ${keep.monthly?c}
  staleAfter: ${staleAfter?c}
