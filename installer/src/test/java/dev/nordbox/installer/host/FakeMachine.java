package dev.nordbox.installer.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    public long freeDiskMiB = 36_000;
    public String sshConnection = "198.51.100.7 50000 203.0.113.7 22";
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
