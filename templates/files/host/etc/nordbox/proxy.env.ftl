# Written by nordbox from proxy of nordbox.yaml: the way out of containerd, of the controller, and of packages that `up` installs.
<#if http?has_content>
HTTP_PROXY="${http}"
CONTAINERD_HTTP_PROXY="${http}"
</#if>
<#if https?has_content>
HTTPS_PROXY="${https}"
CONTAINERD_HTTPS_PROXY="${https}"
</#if>
NO_PROXY="${noProxy}"
CONTAINERD_NO_PROXY="${noProxy}"
