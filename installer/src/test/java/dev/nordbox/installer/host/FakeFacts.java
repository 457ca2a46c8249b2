package dev.nordbox.installer.host;

import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.facts.UserFacts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Prints a {@link FakeHost}'s state the way the survey's script does on a real one. */
final class FakeFacts {
    static final String LABEL = "gather facts";

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss.SSSSSS 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final FakeHost host;
    private final StringBuilder out = new StringBuilder();

    private FakeFacts(FakeHost host) {
        this.host = host;
    }

    static CommandOutcome tell(FakeHost host, Command command) {
        FakeFacts facts = new FakeFacts(host);
        facts.machine(command.asRoot());
        // sh -s -- remember|forget thorough|around|steps item…
        facts.asked(command.words().subList(5, command.words().size()));
        if (command.asRoot()) {
            facts.notes();
        }
        facts.own();
        String scope = command.words().get(4);
        facts.filters(!scope.equals("steps"));
        boolean ours = host.files.containsKey("/var/lib/nordbox-installer/notes/adopted");
        if (scope.equals("thorough") || scope.equals("around") && !ours) {
            host.machine.around.forEach(line -> facts.line("around", line));
        }
        facts.line("done");
        return new CommandOutcome(0, facts.out.toString(), "");
    }

    private void machine(boolean asRoot) {
        FakeMachine m = host.machine;
        line("nordbox-facts", "1");
        line("clock", m.clock.toEpochMilli());
        line("os", m.osId, m.osVersion, m.osId + " " + m.osVersion, m.kernel);
        line(
                "machine",
                m.architecture,
                m.virtualisation,
                m.hostname,
                m.cpus,
                m.memoryMiB * 1024,
                m.init);
        long blocks = m.freeDiskMiB * 256;
        line("disk", "/", "ext2/ext3", 4096, blocks + 500_000, blocks, m.freeInodes);
        line("disk", "/var/lib", "ext2/ext3", 4096, blocks + 500_000, blocks, m.freeInodes);
        m.dataDiskMiB.ifPresent(
                free -> {
                    long some = free * 256;
                    line("disk", "/var/lib/rancher", "xfs", 4096, some, some, m.freeInodes);
                });
        line("disk", "/sys/fs/cgroup", m.cgroupFileSystem, 4096, 0, 0, 0);
        line("controllers", m.controllers);
        line("login", asRoot ? "root" : "debian", asRoot ? 0 : 1000, m.sshConnection);
        if (m.defaultRoute) {
            line("route", m.ipv6Only ? 6 : 4, "eth0");
        }
        section("addresses", List.of("2: eth0    inet " + m.address + " scope global eth0"));
        section("listening", m.sockets);
        m.sshdListens.forEach(socket -> line("sshd-listens", socket));
        m.sshd.forEach(
                (key, value) ->
                        line(
                                "sshd-says",
                                key,
                                host.sshd.keysOnly && value.equals("yes") ? "no" : value));
        m.passwordOnly.forEach(name -> line("password-only", name));
        m.sources.forEach(source -> line("source", source));
        m.k3sPids.forEach(pid -> line("k3s-pid", pid));
        m.unwatched.forEach(place -> line("unwatched", place));
        m.k3sProxySaidIn.forEach(path -> line("k3s-proxy", path));
        m.found.forEach((name, path) -> line("found", name, path));
        if (host.files.containsKey("/usr/local/bin/k3s")) {
            line("found", "k3s", "/usr/local/bin/k3s");
        } else if (host.files.containsKey("/etc/rancher/k3s")) {
            line("found", "k3s", "/etc/rancher/k3s");
        }
        m.java.forEach((path, version) -> line("java", path, '"' + version + '"'));
    }

    private void asked(List<String> items) {
        List<String> units = new ArrayList<>();
        List<String> sysctls = new ArrayList<>();
        for (String item : items) {
            String name = item.substring(2);
            switch (item.charAt(0)) {
                case 'F', 'A' -> file(name);
                case 'D' -> folder(name);
                case 'U' -> units.add(name);
                case 'P' -> user(name);
                case 'M' -> {
                    if (host.modules.contains(name)) {
                        line("module", name);
                    }
                }
                case 'S' -> {
                    String value = host.sysctls.get(name.replace('/', '.'));
                    if (value != null) {
                        sysctls.add(name + ":" + value);
                    }
                }
                default -> throw new IllegalArgumentException(item);
            }
        }
        section("sysctls", sysctls);
        section("units", units.stream().flatMap(unit -> unit(unit).stream()).toList());
    }

    private void file(String path) {
        FakeHost.Node node = host.files.get(path);
        if (node == null) {
            return;
        }
        String kind =
                switch (node.kind()) {
                    case DIRECTORY -> "directory";
                    case LINK -> "symbolic link";
                    default -> "regular file";
                };
        String mode = Integer.toOctalString(Integer.parseInt(node.mode(), 8));
        String arrow =
                node.kind() == FileFacts.Kind.LINK
                        ? " -> '" + new String(node.content(), StandardCharsets.UTF_8) + "'"
                        : "";
        line(
                "file",
                mode,
                node.owner(),
                node.content().length,
                kind,
                seconds(host.disk.changed.getOrDefault(path, Instant.EPOCH)),
                path,
                "'" + path + "'" + arrow);
        if (node.kind() == FileFacts.Kind.FILE) {
            line("sum", FileFacts.sha256(node.content()), path);
        }
    }

    private void folder(String path) {
        StringBuilder sums = new StringBuilder();
        host.disk
                .below(path)
                .forEach(
                        (name, node) -> {
                            if (name.matches(".*\\.(yaml|yml|conf)")
                                    && !name.equals("00-nordbox.conf")) {
                                sums.append(FileFacts.sha256(node.content())).append(name);
                            }
                        });
        if (!sums.isEmpty()) {
            line("folder", FileFacts.sha256(sums.toString()), path);
        }
    }

    private void user(String name) {
        UserFacts user = host.users.get(name);
        if (user != null) {
            line("user", name, user.uid(), user.gid(), user.home(), user.shell());
        }
    }

    private List<String> unit(String name) {
        UnitFacts unknown =
                host.files.containsKey("/etc/systemd/system/" + name)
                        ? new UnitFacts("loaded", "inactive", "disabled", false)
                        : UnitFacts.ABSENT;
        UnitFacts unit = host.units.getOrDefault(name, unknown);
        if (name.equals("nordbox-guard-revert.timer") && host.firewall.revertPending
                || name.equals("nordbox-sshd-revert.timer") && host.sshd.revertPending) {
            unit = new UnitFacts("loaded", "active", "transient", false);
        }
        return List.of(
                "LoadState=" + unit.load(),
                "ActiveState=" + unit.active(),
                "UnitFileState=" + unit.fileState(),
                "NeedDaemonReload=" + (unit.needsReload() ? "yes" : "no"),
                "DropInPaths=" + String.join(" ", unit.dropIns()),
                "InvocationID=" + host.lastStart(name),
                "ExecMainStartTimestamp="
                        + Optional.ofNullable(host.starts.get(name))
                                .map(start -> TIMESTAMP.format(start.at()))
                                .orElse(""),
                "");
    }

    private void notes() {
        for (Map.Entry<String, FakeHost.Node> note :
                host.disk.below("/var/lib/nordbox-installer/notes").entrySet()) {
            String text = new String(note.getValue().content(), StandardCharsets.UTF_8);
            if (!text.isEmpty()) { // as the shell's read fails at an empty file
                line("note", note.getKey(), text.strip());
            }
        }
    }

    private void own() {
        if (host.machine.nft) {
            line("nft", "installed");
            host.firewall.loaded.ifPresent(text -> line("guard-listing", FileFacts.sha256(text)));
        }
        host.text("/etc/nftables.d/nordbox.nft")
                .flatMap(text -> text.lines().filter(l -> l.startsWith("# admins: ")).findFirst())
                .ifPresent(line -> line("guard-admins", line.substring("# admins: ".length())));
        if (host.machine.timeService) {
            line("time-synchronised");
        }
    }

    private void filters(boolean asked) {
        if (asked && host.machine.nft) {
            section("nft", host.machine.ruleset.lines().toList());
        }
    }

    private static String seconds(Instant time) {
        return "%d.%06d".formatted(time.getEpochSecond(), time.getNano() / 1000);
    }

    private void section(String name, List<String> lines) {
        line("begin", name);
        lines.forEach(this::line);
        line("end", name);
    }

    private void line(Object... fields) {
        List<String> texts = new ArrayList<>();
        for (Object field : fields) {
            texts.add(String.format(Locale.ROOT, "%s", field));
        }
        out.append(String.join("\t", texts)).append('\n');
    }
}
