#!/usr/sbin/nft -f
# The guard: what may reach this box from outside<#if egressLocked>, and what may leave it</#if>. Written by nordbox, loaded by nordbox-guard.service.
# The next line is read back: who runs `up` from elsewhere keeps this set.
# admins: <#list admins4 + admins6 as cidr>${cidr}<#sep> </#list>

# Made and deleted in one transaction, so that loading it again replaces it and touches no other table.
table inet nordbox
delete table inet nordbox

table inet nordbox {
    set admins4 {
        type ipv4_addr
        flags interval
        auto-merge
<#if admins4?has_content>
        elements = { <#list admins4 as cidr>${cidr}<#sep>, </#list> }
</#if>
    }

    set admins6 {
        type ipv6_addr
        flags interval
        auto-merge
<#if admins6?has_content>
        elements = { <#list admins6 as cidr>${cidr}<#sep>, </#list> }
</#if>
    }

    # Ports open to everyone. Named sets: nft cannot list a set of `ct original proto-dst` that has no name.
<#list {"open_tcp": openTcp, "open_udp": openUdp} as name, ports>
    set ${name} {
        type inet_service
        flags interval
        auto-merge
<#if ports?has_content>
        elements = { <#list ports as port>${port}<#sep>, </#list> }
</#if>
    }

</#list>
    chain input {
        type filter hook input priority -5; policy drop;
        iifname "lo" accept
        ct state established,related accept
        # Pods have IPv4 addresses, and policies know no others; by the one that an interface gives itself they would
        # reach everything here. The host itself may still find them.
        iifname { <#list podInterfaces as name>"${name}"<#sep>, </#list> } icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
        iifname { <#list podInterfaces as name>"${name}"<#sep>, </#list> } meta nfproto ipv6 counter drop comment "pod ipv6 denied"
        # The controller's endpoints for kubeseal: reached through the API server only, see the chain output.
        iifname { <#list podInterfaces as name>"${name}"<#sep>, </#list> } tcp dport 8127 counter drop
        iifname { <#list podInterfaces as name>"${name}"<#sep>, </#list> } accept
        # A pod's or service's address from anywhere else is forged.
        ip saddr { <#list clusterCidrs as cidr>${cidr}<#sep>, </#list> } counter drop
        icmp type { echo-request, destination-unreachable, time-exceeded, parameter-problem } accept
        icmpv6 type { echo-request, destination-unreachable, packet-too-big, time-exceeded, parameter-problem, nd-router-advert, nd-neighbor-solicit, nd-neighbor-advert, mld-listener-query } accept
        # Leases are renewed by broadcast when the server does not answer; without them the address is lost.
        udp sport 67 udp dport 68 accept
        ip6 saddr fe80::/10 udp sport 547 udp dport 546 accept
        ct state invalid counter drop
<#if sshFromEverywhere>
        tcp dport { <#list sshPorts as port>${port}<#sep>, </#list> } accept
</#if>
<#if ssh4?has_content>
        ip saddr { <#list ssh4 as cidr>${cidr}<#sep>, </#list> } tcp dport { <#list sshPorts as port>${port}<#sep>, </#list> } accept
</#if>
<#if ssh6?has_content>
        ip6 saddr { <#list ssh6 as cidr>${cidr}<#sep>, </#list> } tcp dport { <#list sshPorts as port>${port}<#sep>, </#list> } accept
</#if>
        ip saddr @admins4 tcp dport 6443 accept
        ip6 saddr @admins6 tcp dport 6443 accept
        tcp dport @open_tcp accept
        udp dport @open_udp accept
        counter
    }

<#assign pods = '{ "' + podInterfaces?join('", "') + '" }'>
<#if egressLocked>
    # What is routed through the box. Pods reach each other and the listed endpoints; from outside only the opened
    # ports get in, known by the port they had before a host port or load balancer changed it.
    chain forward {
        type filter hook forward priority -5; policy drop;
        # Replies only: what a pod sends on is judged packet by packet, so that a flow ends when its target leaves
        # the list, and one that was opened before any policy stood never begins.
        ct direction reply ct state established,related accept
        meta l4proto { icmp, ipv6-icmp } ct state related accept
        # The host's own credentials, whatever the list says.
        ip daddr { <#list metadata4 as cidr>${cidr}<#sep>, </#list> } counter drop comment "metadata denied"
        ip6 daddr { <#list metadata6 as cidr>${cidr}<#sep>, </#list> } counter drop comment "metadata denied"
        # Between pods, too, IPv6 would pass all policies.
        iifname ${pods} meta nfproto ipv6 oifname ${pods} counter drop comment "pod ipv6 denied"
        iifname ${pods} oifname ${pods} accept
<#list egress?filter(endpoint -> endpoint.pods) as endpoint>
        iifname ${pods} ${endpoint.family} daddr ${endpoint.cidr} ${endpoint.protocol} dport { <#list endpoint.ports as port>${port}<#sep>, </#list> } accept comment "egress ${endpoint.name}"
</#list>
        # A reset ends an open flow at once, and is counted once a try.
        iifname ${pods} meta l4proto tcp counter reject with tcp reset comment "pod egress denied"
        iifname ${pods} counter reject with icmpx admin-prohibited comment "pod egress denied"
        ct status dnat meta l4proto tcp ct original proto-dst @open_tcp accept
        ct status dnat meta l4proto udp ct original proto-dst @open_udp accept
        counter
    }

    # What the host itself sends.
    chain output {
        type filter hook output priority -5; policy drop;
        # On the box itself root alone, which k3s runs as, speaks to the endpoints for kubeseal.
        oifname "lo" tcp dport 8127 meta skuid != 0 counter reject with tcp reset
        oifname "lo" accept
        fib daddr type local accept
        ct direction reply ct state established,related accept
        # A login that was there before anything tracked connections may look as if the host had begun it.
        tcp sport { <#list sshPorts as port>${port}<#sep>, </#list> } accept
        oifname ${pods} accept
        ip daddr { <#list clusterCidrs as cidr>${cidr}<#sep>, </#list> } accept
        # The link: leases, neighbours, errors, and the provider's own service for its machines.
        udp sport 68 udp dport 67 accept
        udp sport 546 udp dport 547 accept
        icmp type { echo-reply, destination-unreachable, time-exceeded, parameter-problem } accept
        icmpv6 type { echo-reply, destination-unreachable, packet-too-big, time-exceeded, parameter-problem, nd-router-solicit, nd-neighbor-solicit, nd-neighbor-advert, mld-listener-report, mld2-listener-report } accept
        ip daddr { <#list metadata4 as cidr>${cidr}<#sep>, </#list> } accept
        ip6 daddr { <#list metadata6 as cidr>${cidr}<#sep>, </#list> } accept
<#list egress as endpoint>
        ${endpoint.family} daddr ${endpoint.cidr} ${endpoint.protocol} dport { <#list endpoint.ports as port>${port}<#sep>, </#list> } accept comment "egress ${endpoint.name}"
</#list>
        meta l4proto tcp counter reject with tcp reset comment "host egress denied"
        counter reject with icmpx admin-prohibited comment "host egress denied"
    }
}
<#else>
    # On the box itself root alone, which k3s runs as, speaks to the endpoints for kubeseal.
    chain output {
        type filter hook output priority -5; policy accept;
        oifname "lo" tcp dport 8127 meta skuid != 0 counter reject with tcp reset
    }

    # What is routed through the box: pods reach out freely here, the cloud's metadata service apart
    # (NetworkPolicies say more); from outside only the opened ports get in, known by the port they had before
    # a host port or load balancer changed it.
    chain forward {
        type filter hook forward priority -5; policy drop;
        ct state established,related accept
        # The host's own credentials, whatever a policy allows; hence before pods are let out.
        ip daddr { <#list metadata4 as cidr>${cidr}<#sep>, </#list> } counter drop
        ip6 daddr { <#list metadata6 as cidr>${cidr}<#sep>, </#list> } counter drop
        # Between pods IPv6 would pass all policies, which know no such address.
        iifname ${pods} meta nfproto ipv6 oifname ${pods} counter drop comment "pod ipv6 denied"
<#if podsInside>
        # A rehearsal: these pods are copies of some that work elsewhere.
        iifname ${pods} oifname ${pods} accept
        iifname ${pods} counter reject with icmpx admin-prohibited comment "pod egress denied"
<#else>
        iifname ${pods} accept
</#if>
        ct status dnat meta l4proto tcp ct original proto-dst @open_tcp accept
        ct status dnat meta l4proto udp ct original proto-dst @open_udp accept
        counter
    }
}
</#if>
