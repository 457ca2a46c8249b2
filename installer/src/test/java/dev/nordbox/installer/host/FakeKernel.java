package dev.nordbox.installer.host;

import java.util.Map;
import java.util.TreeMap;

/** Kernel parameters of a fresh Debian, among those that steps set; the bridge's come with it. */
final class FakeKernel {
    private FakeKernel() {}

    static Map<String, String> defaults() {
        Map<String, String> values = new TreeMap<>();
        values.put("vm.panic_on_oom", "0");
        values.put("vm.overcommit_memory", "0");
        values.put("kernel.panic", "0");
        values.put("kernel.panic_on_oops", "0");
        values.put("kernel.kptr_restrict", "0");
        values.put("kernel.dmesg_restrict", "1");
        values.put("fs.suid_dumpable", "2");
        values.put("fs.inotify.max_user_instances", "128");
        values.put("fs.inotify.max_user_watches", "15264");
        values.put("net.ipv4.ip_forward", "0");
        values.put("net.ipv4.tcp_syncookies", "1");
        values.put("net.ipv4.icmp_echo_ignore_broadcasts", "1");
        for (String scope : new String[] {"all", "default"}) {
            values.put("net.ipv4.conf." + scope + ".rp_filter", "0");
            values.put("net.ipv4.conf." + scope + ".accept_redirects", "1");
            values.put("net.ipv4.conf." + scope + ".send_redirects", "1");
            values.put("net.ipv4.conf." + scope + ".accept_source_route", "0");
            values.put("net.ipv6.conf." + scope + ".accept_redirects", "1");
            values.put("net.ipv6.conf." + scope + ".accept_source_route", "0");
        }
        return values;
    }

    static Map<String, String> ofBridge() {
        return Map.of(
                "net.bridge.bridge-nf-call-iptables", "1",
                "net.bridge.bridge-nf-call-ip6tables", "1");
    }
}
