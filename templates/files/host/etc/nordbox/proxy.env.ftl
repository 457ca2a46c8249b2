# Written by nordbox from proxy of nordbox.yaml: the way out of k3s, of the controller, and of packages that `up` installs.
<#if http?has_content>
HTTP_PROXY="${http}"
</#if>
<#if https?has_content>
HTTPS_PROXY="${https}"
</#if>
NO_PROXY="${noProxy}"
