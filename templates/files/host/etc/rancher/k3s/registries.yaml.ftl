<#if ofProfile>
# Written by nordbox from profile.registries and profile.mirrors: images are pulled from these registries only.
# With `disable-default-registry-endpoint` an endpoint stands in place of the registry's own; the one that no name
# server knows closes every registry that is not listed.
<#else>
# Written by nordbox from k3s.registries of nordbox.yaml; a change here is undone by the next `up`.
</#if>
<#if ofProfile || registries?has_content>
mirrors:
<#if ofProfile>
  "*":
    endpoint: ["https://registry.invalid"]
</#if>
<#list registries as registry>
  ${registry.host?c}:
    endpoint: [<#list registry.endpoints as endpoint>${endpoint?c}<#sep>, </#list>]
<#if registry.rewrites?has_content>
    rewrite:
<#list registry.rewrites as rewrite>
      ${rewrite.from?c}: ${rewrite.to?c}
</#list>
</#if>
</#list>
</#if>
<#if logins?has_content>
configs:
<#list logins as login>
  ${login.host?c}:
    auth:
      username: ${login.username?c}
      password: ${login.password?c}
</#list>
</#if>
