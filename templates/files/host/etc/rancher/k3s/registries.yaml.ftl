# Written by nordbox from profile.registries and profile.mirrors: images are pulled from these registries only.
# With `disable-default-registry-endpoint` an endpoint stands in place of the registry's own; the one that no name
# server knows closes every registry that is not listed.
mirrors:
  "*":
    endpoint: ["https://registry.invalid"]
<#list registries as registry>
  ${registry.host?c}:
    endpoint: [${registry.endpoint?c}]
</#list>
