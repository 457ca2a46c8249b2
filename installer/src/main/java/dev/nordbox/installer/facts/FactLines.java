package dev.nordbox.installer.facts;

import dev.nordbox.installer.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the facts script wrote, read strictly: a line it cannot have written ends the run. What a
 * login shell prints before the script begins is passed over.
 */
final class FactLines {
    static final String REVERT_TIMER = "nordbox-guard-revert.timer";
    private static final String FIRST_LINE = "nordbox-facts\t1";
    private static final String CONFIGURATION = "/etc/rancher/k3s";
    private static final int KIB = 1024;

    private final String host;
    private final Way way;
    private final FactQuery query;
    private final Instant asked;
    private final Instant answered;

    private final Map<String, String[]> single = new HashMap<>();
    private final Map<String, Machine.Disk> disks = new HashMap<>();
    private final Map<Integer, String> routes = new HashMap<>();
    private final List<String> addresses = new ArrayList<>();
    private final List<String> sockets = new ArrayList<>();
    private final Set<Integer> sshdPorts = new HashSet<>();
    private final Map<String, String> sshdSays = new HashMap<>();
    private final List<String> passwordOnly = new ArrayList<>();
    private final Set<String> k3sPids = new HashSet<>();
    private final List<String> k3sProxies = new ArrayList<>();
    private final List<String> unwatched = new ArrayList<>();
    private final Map<String, String> foreign = new LinkedHashMap<>();
    private final List<JavaRuntime> java = new ArrayList<>();
    private final Map<String, UserFacts> users = new HashMap<>();
    private final List<ForeignFilter> filters = new ArrayList<>();
    private final FileLines files = new FileLines();
    private final Map<String, String> folders = new HashMap<>();
    private final Map<String, UnitFacts> units = new HashMap<>();
    private final Map<String, String> sysctls = new HashMap<>();
    private final Set<String> modules = new HashSet<>();
    private final Map<String, String> notes = new HashMap<>();
    private final List<String> around = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();
    private int cgroupVersion = 1;

    /** How the script came to run: what it cannot tell itself. */
    record Way(Optional<Problem> rootRefusal, boolean byKey) {}

    FactLines(String host, String text, Way way, FactQuery query, Instant asked, Instant answered)
            throws FactsUnreadable {
        this.host = host;
        this.way = way;
        this.query = query;
        this.asked = asked;
        this.answered = answered;
        read(new ArrayDeque<>(text.lines().toList()));
    }

    private void read(Deque<String> lines) throws FactsUnreadable {
        while (!lines.isEmpty() && !lines.peek().equals(FIRST_LINE)) {
            lines.pop();
        }
        if (lines.isEmpty()) {
            throw new FactsUnreadable(host, "there are none", "(nothing)");
        }
        lines.pop();
        while (!lines.isEmpty()) {
            String line = lines.pop();
            if (line.equals("done")) {
                return;
            }
            String[] fields = line.split("\t", -1);
            if (fields[0].equals("begin")) {
                section(fields[1], until("end\t" + fields[1], lines));
            } else {
                try {
                    fact(fields, line);
                } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
                    throw new FactsUnreadable(host, "a field is missing or no number", line);
                }
            }
        }
        throw new FactsUnreadable(host, "they stop in the middle", "(end)");
    }

    private List<String> until(String last, Deque<String> lines) throws FactsUnreadable {
        List<String> section = new ArrayList<>();
        while (!lines.isEmpty()) {
            String line = lines.pop();
            if (line.equals(last)) {
                return section;
            }
            section.add(line);
        }
        throw new FactsUnreadable(host, "a section has no end", last);
    }

    private void section(String name, List<String> lines) throws FactsUnreadable {
        switch (name) {
            case "addresses" -> addresses.addAll(lines);
            case "listening" -> sockets.addAll(lines);
            case "nft" -> filters.addAll(FilterLines.ofNft(lines));
            case "iptables" -> filters.addAll(FilterLines.ofIptables(lines));
            case "units" -> units.putAll(UnitLines.read(host, ShellSurvey.unitsOf(query), lines));
            case "sysctls" -> {
                for (String line : lines) {
                    int colon = line.indexOf(':');
                    if (colon < 0) {
                        throw new FactsUnreadable(host, "not a kernel parameter", line);
                    }
                    sysctls.put(
                            line.substring(0, colon).replace('/', '.'), line.substring(colon + 1));
                }
            }
            default -> throw new FactsUnreadable(host, "an unknown section", name);
        }
    }

    private void fact(String[] f, String line) throws FactsUnreadable {
        switch (f[0]) {
            case "clock", "os", "machine", "controllers", "login", "nft" -> single.put(f[0], f);
            case "guard-listing", "guard-admins", "time-synchronised" -> single.put(f[0], f);
            case "around" -> around.add(afterTabs(line, 1));
            case "source" -> sources.add(afterTabs(line, 1));
            case "disk" -> disk(f);
            case "route" -> routes.putIfAbsent(Integer.valueOf(f[1]), f[2]);
            case "sshd-listens" -> SocketLine.port(f[1]).ifPresent(sshdPorts::add);
            case "sshd-says" -> sshdSays.put(f[1], f[2]);
            case "password-only" -> passwordOnly.add(f[1]);
            case "k3s-pid" -> k3sPids.add(f[1]);
            case "k3s-proxy" -> k3sProxies.add(f[1]);
            case "unwatched" -> unwatched.add(f[1]);
            case "found" -> foreign.put(f[1], f[2]);
            case "java" -> java.add(new JavaRuntime(f[1], featureRelease(f[2])));
            case "module" -> modules.add(f[1]);
            case "user" -> users.put(f[1], new UserFacts(number(f[2]), number(f[3]), f[4], f[5]));
            case "file" -> files.stat(f);
            case "sum" -> files.sum(f[2], f[1]);
            case "folder" -> folders.put(f[2], f[1]);
            case "note" -> notes.put(f[1], afterTabs(line, 2));
            default -> throw new FactsUnreadable(host, "an unknown key", line);
        }
    }

    private void disk(String[] f) {
        if (f[1].equals("/sys/fs/cgroup")) {
            cgroupVersion = f[2].equals("cgroup2fs") ? 2 : 1;
            return;
        }
        long block = Long.parseLong(f[3]);
        disks.put(
                f[1],
                new Machine.Disk(
                        block * Long.parseLong(f[4]),
                        block * Long.parseLong(f[5]),
                        Long.parseLong(f[6])));
    }

    HostFacts facts() throws FactsUnreadable {
        boolean ours = notes.containsKey("adopted") || keptDataOnly();
        if (ours) {
            foreign.remove("k3s");
        }
        if (unit("firewalld.service").isActive()) {
            foreign.put("firewalld", "firewalld.service");
        }
        return new HostFacts(
                os(),
                machine(),
                login(),
                clock(),
                network(),
                sockets.stream().flatMap(line -> SocketLine.read(line, k3sPids).stream()).toList(),
                foreign,
                java,
                users,
                files.read(),
                folders,
                units,
                sysctls,
                modules,
                notes,
                guard(),
                new K3sFacts(ours, k3sVersion(), k3sProxies),
                unwatched,
                Around.read(around),
                Optional.empty());
    }

    /** The binary's sum comes after it. */
    private Optional<String> k3sVersion() {
        return Optional.ofNullable(notes.get("k3s-version")).map(note -> note.split(" ")[0]);
    }

    private Os os() throws FactsUnreadable {
        String[] f = required("os", 5);
        return new Os(f[1], f[2], f[3], f[4]);
    }

    private Machine machine() throws FactsUnreadable {
        String[] f = required("machine", 7);
        String[] controllers = required("controllers", 2);
        return new Machine(
                architecture(f[1]),
                f[2],
                f[3],
                countCpus(f[4]),
                Long.parseLong(f[5]) * KIB,
                disks,
                cgroupVersion,
                controllers[1].isEmpty()
                        ? Set.of()
                        : new TreeSet<>(Arrays.asList(controllers[1].split(" "))),
                f[6]);
    }

    private Login login() throws FactsUnreadable {
        String[] f = required("login", 4);
        String[] connection = f[3].split(" ");
        boolean overSsh = connection.length == 4;
        return new Login(
                f[1],
                f[2].equals("0"),
                way.rootRefusal(),
                overSsh ? Optional.of(connection[0]) : Optional.empty(),
                overSsh ? Optional.of(number(connection[3])) : Optional.empty(),
                sshdPorts,
                way.byKey(),
                new SshDoors(sshdSays, passwordOnly));
    }

    private HostClock clock() throws FactsUnreadable {
        Instant there = Instant.ofEpochMilli(Long.parseLong(required("clock", 2)[1]));
        // Anywhere between question and answer is as good as exact: a loaded host is not a late
        // one.
        Instant here = there.isBefore(asked) ? asked : there.isAfter(answered) ? answered : there;
        boolean synchronised =
                single.containsKey("time-synchronised") || unit("chrony.service").isActive();
        return new HostClock(Duration.between(here, there), synchronised);
    }

    private Network network() {
        String byDefault = routes.getOrDefault(4, routes.get(6));
        return new Network(
                Optional.ofNullable(byDefault),
                routes.containsKey(4),
                addresses.stream()
                        .map(line -> line.trim().split("\\s+"))
                        .filter(words -> words.length > 3 && !isOfPods(words[1]))
                        .map(words -> words[3])
                        .toList(),
                Sources.read(sources));
    }

    private GuardFacts guard() {
        String[] listing = single.get("guard-listing");
        String[] admins = single.get("guard-admins");
        return new GuardFacts(
                single.containsKey("nft"),
                listing == null ? Optional.empty() : Optional.of(listing[1]),
                Optional.ofNullable(notes.get("guard-listing")),
                admins == null || admins[1].isBlank()
                        ? List.of()
                        : Arrays.asList(admins[1].trim().split(" +")),
                unit(REVERT_TIMER).isActive(),
                filters);
    }

    /** Data that a box has left behind, with no k3s that somebody else brought since. */
    private boolean keptDataOnly() {
        return notes.containsKey("data-kept")
                && foreign.getOrDefault("k3s", CONFIGURATION).equals(CONFIGURATION);
    }

    private UnitFacts unit(String name) {
        return units.getOrDefault(name, UnitFacts.ABSENT);
    }

    private String[] required(String key, int fields) throws FactsUnreadable {
        String[] found = single.get(key);
        if (found == null || found.length != fields) {
            throw new FactsUnreadable(host, "missing or incomplete", key);
        }
        return found;
    }

    private static String architecture(String machine) {
        return switch (machine) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> machine;
        };
    }

    /** {@code 0-3,6} is five. */
    private static int countCpus(String ranges) {
        return Arrays.stream(ranges.split(","))
                .filter(range -> !range.isEmpty())
                .mapToInt(
                        range -> {
                            String[] ends = range.split("-");
                            return number(ends[ends.length - 1]) - number(ends[0]) + 1;
                        })
                .sum();
    }

    /** {@code "17.0.13"} is 17, {@code "1.8.0_412"} is 8. */
    private static int featureRelease(String quoted) {
        String[] parts = quoted.replace("\"", "").split("[._+-]");
        return number(parts[0].equals("1") && parts.length > 1 ? parts[1] : parts[0]);
    }

    private static boolean isOfPods(String device) {
        return device.startsWith("cni") || device.startsWith("flannel");
    }

    private static String afterTabs(String line, int count) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            at = line.indexOf('\t', at) + 1;
        }
        return line.substring(at);
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
