<#list names as name>
- ${name?c}
</#list>
port: ${port?c}
open: ${open}
<#if comment??>
comment: ${comment?c}
</#if>
