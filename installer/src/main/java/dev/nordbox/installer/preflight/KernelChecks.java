package dev.nordbox.installer.preflight;

import dev.nordbox.installer.facts.HostFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kernel can, and what it is kept from. */
final class KernelChecks {
    private static final Pattern VERSION = Pattern.compile("^(\\d+)\\.(\\d+)");
    private static final int LEAST_KERNEL = 5008;
    private static final List<String> MODULES =
            List.of("overlay", "br_netfilter", "nf_conntrack", "vxlan", "nf_tables");

    /** Of the sets that k3s' policies are made of. */
    private static final List<String> SETS =
            List.of("ip_set", "ip_set_hash_ip", "ip_set_hash_net", "xt_set");

    /** Flags that tell the second level from the first, as /proc/cpuinfo calls them. */
    private static final List<String> V2 =
            List.of("cx16", "lahf_lm", "popcnt", "sse4_1", "sse4_2", "ssse3");

    private static final long MOST_STEAL = 10;

    private KernelChecks() {}

    static List<Check> all() {
        return List.of(
                Check.must(
                        "5.8 for cgroup version 2: Kubernetes, about cgroup v2",
                        KernelChecks::kernel),
                Check.must(
                        "overlay for images, br_netfilter and vxlan for pods, nf_tables for the"
                                + " guard: k3s, requirements",
                        KernelChecks::modules),
                Check.must(
                        "without sets in the kernel k3s takes network policies and enforces none:"
                                + " k3s, network policy controller",
                        KernelChecks::sets),
                Check.should(
                        "many images are built for x86-64-v2: glibc, x86-64 levels",
                        KernelChecks::cpuLevel),
                Check.should(
                        "etcd misses its heartbeats when CPUs are taken away: etcd, tuning",
                        KernelChecks::steal),
                Check.must(
                        "RuntimeDefault is the profile of restricted pods: Kubernetes, seccomp",
                        KernelChecks::seccomp),
                Check.should(
                        "containers are confined by it: Kubernetes, AppArmor",
                        KernelChecks::appArmor),
                Check.must(
                        "k3s' policy comes as a package for other distributions only: k3s, SELinux",
                        KernelChecks::selinux));
    }

    private static CheckResult kernel(HostFacts facts) {
        String release = facts.os().kernel();
        Matcher version = VERSION.matcher(release);
        boolean old =
                version.find()
                        && Integer.parseInt(version.group(1)) * 1000
                                        + Integer.parseInt(version.group(2))
                                < LEAST_KERNEL;
        return old
                ? CheckResult.fail(
                        "kernel",
                        release + " is older than 5.8",
                        "boot the distribution's own kernel: apt-get install %s, reboot"
                                .formatted(ownKernel(facts)))
                : CheckResult.pass("kernel", release);
    }

    private static CheckResult modules(HostFacts facts) {
        return modules(facts, "modules", MODULES);
    }

    /** The program comes with k3s; what it asks is the kernel. */
    private static CheckResult sets(HostFacts facts) {
        return modules(facts, "ipset", SETS);
    }

    private static CheckResult modules(HostFacts facts, String id, List<String> needed) {
        Set<String> missing = new TreeSet<>(needed);
        missing.removeAll(facts.around().all("module"));
        return missing.isEmpty()
                ? CheckResult.pass(id, "all there")
                : CheckResult.fail(
                        id,
                        "the kernel has no " + String.join(", ", missing),
                        "install the rest of the kernel: apt-get install %s, reboot"
                                .formatted(
                                        isUbuntu(facts)
                                                ? "linux-modules-extra-$(uname -r)"
                                                : ownKernel(facts)));
    }

    /** The package by which the distribution keeps its kernel new. */
    private static String ownKernel(HostFacts facts) {
        return isUbuntu(facts)
                ? "linux-image-generic"
                : "linux-image-" + facts.machine().architecture();
    }

    private static boolean isUbuntu(HostFacts facts) {
        return facts.os().id().equals("ubuntu");
    }

    private static CheckResult cpuLevel(HostFacts facts) {
        List<String> flags =
                facts.around()
                        .first("cpu-flags")
                        .map(line -> Arrays.asList(line.split(" ")))
                        .orElse(List.of());
        if (!facts.machine().architecture().equals("amd64") || flags.isEmpty()) {
            return CheckResult.pass("cpu level", "no matter on " + facts.machine().architecture());
        }
        List<String> missing = new ArrayList<>(V2);
        missing.removeAll(flags);
        return missing.isEmpty()
                ? CheckResult.pass("cpu level", "x86-64-v2")
                : CheckResult.warn(
                        "cpu level",
                        "below x86-64-v2, without " + String.join(", ", missing),
                        "order a server whose CPU type is `host`, or one of another type");
    }

    /** Since the host booted. */
    private static CheckResult steal(HostFacts facts) {
        String[] times = facts.around().first("cpu-time").orElse("").split(" +");
        if (times.length < 9) {
            return CheckResult.pass("steal", "not known");
        }
        long all = Arrays.stream(times).skip(1).limit(8).mapToLong(Long::parseLong).sum();
        long percent = all == 0 ? 0 : Long.parseLong(times[8]) * 100 / all;
        String observed = "%d %% of the CPU time went to other servers".formatted(percent);
        return percent > MOST_STEAL
                ? CheckResult.warn(
                        "steal",
                        observed,
                        "order dedicated CPUs, or ask the provider to move the server")
                : CheckResult.pass("steal", observed);
    }

    private static CheckResult seccomp(HostFacts facts) {
        return facts.around().first("seccomp").isEmpty()
                ? CheckResult.fail(
                        "seccomp",
                        "the kernel filters no system calls",
                        "boot the distribution's own kernel: apt-get install %s, reboot"
                                .formatted(ownKernel(facts)))
                : CheckResult.pass("seccomp", "there");
    }

    private static CheckResult appArmor(HostFacts facts) {
        return facts.around().first("apparmor").filter("Y"::equals).isPresent()
                ? CheckResult.pass("apparmor", "on")
                : CheckResult.warn(
                        "apparmor",
                        "off",
                        "sed -i 's/apparmor=0//' /etc/default/grub; update-grub; reboot");
    }

    private static CheckResult selinux(HostFacts facts) {
        return facts.around().first("selinux").filter("1"::equals).isPresent()
                ? CheckResult.fail(
                        "selinux",
                        "enforcing",
                        "SELINUX=permissive in /etc/selinux/config, setenforce 0: no policy for k3s"
                                + " is packaged here")
                : CheckResult.pass("selinux", "not enforcing");
    }
}
