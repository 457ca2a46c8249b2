package dev.nordbox.installer.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Everything about a fake server that no step can change, as the facts script prints it. */
public final class FakeMachine {
    public String osId = "debian";
    public String osVersion = "12";
    public String architecture = "x86_64";
    public String virtualisation = "kvm";
    public String cpus = "0-1";
    public long memoryMiB = 3915;
    public String init = "systemd";
    public String cgroupFileSystem = "cgroup2fs";
    public String controllers = "cpuset cpu io memory hugetlb pids rdma misc";
    public String kernel = "6.1.0-fake";
    public String hostname = "fake";
    public String address = "203.0.113.7/24";
    public long freeInodes = 2_000_000;
    public boolean timeService = true;
    public long freeDiskMiB = 36_000;

    /** Of a disk of its own at /var/lib/rancher. */
    public Optional<Long> dataDiskMiB = Optional.empty();

    public String sshConnection = "198.51.100.7 50000 203.0.113.7 22";
    public boolean loggedInByKey = true;
    public boolean reachedDirectly = true;

    /** Effective settings of sshd, as {@code sshd -T} prints them; empty: another server. */
    public final Map<String, String> sshd =
            new TreeMap<>(
                    Map.of(
                            "passwordauthentication", "no",
                            "kbdinteractiveauthentication", "no",
                            "authenticationmethods", "any"));

    /** Who has a password and no key. */
    public final List<String> passwordOnly = new ArrayList<>();

    public boolean nft = true;
    public boolean defaultRoute = true;
    public boolean ipv6Only;
    public String ruleset = "";
    public Instant clock = Instant.EPOCH;
    public final Map<String, String> found = new TreeMap<>();
    public final Map<String, String> java = new TreeMap<>();
    public final List<String> sockets =
            new ArrayList<>(
                    List.of(
                            "tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*"
                                    + " users:((\"sshd\",pid=590,fd=3))",
                            "tcp LISTEN 0 128 [::]:22 [::]:* users:((\"sshd\",pid=590,fd=4))"));
    public final List<String> sshdListens = new ArrayList<>(List.of("[::]:22", "0.0.0.0:22"));
    public final List<String> k3sPids = new ArrayList<>();

    /** Places that our audit rules name and the kernel does not watch. */
    public final List<String> unwatched = new ArrayList<>();

    public final List<String> k3sProxySaidIn = new ArrayList<>();

    /** Whom it asks for names, time and packages; a kind, a tab, and one answer. */
    public final List<String> sources = new ArrayList<>();

    /** As {@code around.sh} tells it, without its first word. */
    public final List<String> around =
            new ArrayList<>(
                    List.of(
                            "resolver\tnameserver 203.0.113.53",
                            "hosts\t127.0.0.1 localhost",
                            "hosts\t127.0.1.1 fake",
                            "machine-id\t0123456789abcdef0123456789abcdef",
                            "apparmor\tY",
                            "seccomp\tyes",
                            "swap\tFilename Type Size Used Priority",
                            "route\tdefault via 203.0.113.1 dev eth0",
                            "route\t203.0.113.0/24 dev eth0 proto kernel scope link src"
                                    + " 203.0.113.7",
                            "mount\t/ ext4 rw,relatime",
                            "mtu\teth0 1500",
                            "cpu-flags\tfpu cx16 lahf_lm popcnt sse4_1 sse4_2 ssse3",
                            "cpu-time\tcpu 1000 0 500 98000 200 0 10 90 0 0",
                            "module\toverlay",
                            "module\tbr_netfilter",
                            "module\tnf_conntrack",
                            "module\tvxlan",
                            "module\tnf_tables",
                            "module\tip_set",
                            "module\tip_set_hash_ip",
                            "module\tip_set_hash_net",
                            "module\txt_set",
                            "systemd\t252",
                            "sshd\tallowtcpforwarding yes",
                            "sshd\tpasswordauthentication no",
                            "sshd\tpermitrootlogin prohibit-password"));

    /** Another answer in place of those to the same question. */
    public FakeMachine answers(String key, String... lines) {
        around.removeIf(line -> line.startsWith(key + "\t"));
        for (String line : lines) {
            around.add(key + "\t" + line);
        }
        return this;
    }

    private FakeMachine() {}

    public static FakeMachine debian12() {
        return new FakeMachine();
    }

    public FakeMachine os(String id, String version) {
        osId = id;
        osVersion = version;
        return this;
    }

    public FakeMachine virtualisation(String kind) {
        virtualisation = kind;
        return this;
    }

    public FakeMachine memoryMiB(long amount) {
        memoryMiB = amount;
        return this;
    }
}
