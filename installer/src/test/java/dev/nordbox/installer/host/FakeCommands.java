package dev.nordbox.installer.host;

import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.UnitFacts;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What the commands of the steps do to a {@link FakeHost}. */
final class FakeCommands {
    private static final CommandOutcome DONE = new CommandOutcome(0, "", "");
    private static final String CANDIDATE = "/run/nordbox-guard/candidate.nft";
    private static final String RULES = "/etc/nftables.d/nordbox.nft";
    private static final String LOCK = "/run/nordbox-installer.lock";

    private FakeCommands() {}

    static void install(FakeHost fake) {
        fake.on(FakeFacts.LABEL, FakeFacts::tell)
                .on("cat", (host, command) -> new CommandOutcome(0, utf8(command.input()), ""))
                .on("install", FakeCommands::installDirectories)
                .on("leave the distribution's nftables", FakeCommands::removeWithItsFolder)
                .on("take away files that your templates had added", FakeCommands::removeAdded)
                .on("remove the guard's rules", FakeCommands::removeWithItsFolder)
                .on("take the journal's settings back", FakeCommands::takeBackJournal)
                .on("runuser", FakeCommands::installDirectories)
                .on("modprobe", FakeCommands::modprobe)
                .on("sysctl", FakeCommands::sysctl)
                .on("set parameters of the kernel back", FakeCommands::setKernelBack)
                .on("systemctl", FakeCommands::systemctl)
                .asks("ask which start of k3s.service this is", FakeCommands::startOf)
                .asks("ask which start of nordbox.service this is", FakeCommands::startOf)
                .on("nft delete table inet nordbox", FakeCommands::deleteGuard)
                .on("load the guard until a login proves it", FakeCommands::loadGuard)
                .on("keep the guard", FakeCommands::keepGuard)
                .on("take the guard back", FakeCommands::takeGuardBack)
                .on("load sshd's drop-in until a login proves it", (h, c) -> h.sshd.load())
                .on("keep sshd's drop-in", (h, c) -> h.sshd.keep())
                .on("take sshd's drop-in back", FakeCommands::takeDropInBack)
                .on("take sshd's drop-in off", (h, c) -> h.sshd.remove())
                .asks("look at files", FakeCommands::lookAtFiles)
                .on("take the host's lock", FakeCommands::lock)
                .on("give the host's lock back", FakeCommands::unlock);
    }

    /**
     * {@code install -d -m MODE -o USER -g GROUP DIRECTORY}, or as that user: {@code runuser -u
     * USER -- install -d -m MODE DIRECTORY}.
     */
    private static CommandOutcome installDirectories(FakeHost host, Command command) {
        List<String> words = command.words();
        String path = words.get(words.size() - 1);
        String mode = words.get(words.indexOf("-m") + 1);
        boolean asThem = words.get(0).equals("runuser");
        String user = words.get(words.indexOf(asThem ? "-u" : "-o") + 1);
        if (!host.users.containsKey(user)) {
            return new CommandOutcome(1, "", "install: invalid user '" + user + "'");
        }
        String owner = user + ":" + (asThem ? user : words.get(words.indexOf("-g") + 1));
        host.directory(path, mode);
        host.files.put(path, new FakeHost.Node(FileFacts.Kind.DIRECTORY, new byte[0], mode, owner));
        return DONE;
    }

    private static CommandOutcome removeWithItsFolder(FakeHost host, Command command) {
        String path = command.words().get(command.words().size() - 1);
        host.files.remove(path);
        host.files.remove(path.substring(0, path.lastIndexOf('/')));
        return DONE;
    }

    /** {@code sh -s -- FILE UNIT}. */
    private static CommandOutcome removeAdded(FakeHost host, Command command) {
        List<String> words = command.words().subList(3, command.words().size());
        String written = host.text(words.get(0)).orElse("");
        StringBuilder kept = new StringBuilder();
        for (String path : words.subList(1, words.size())) {
            if (path.endsWith("/")) {
                removeEmpty(host, path);
            }
            Optional<String> text = host.text(path);
            if (text.isPresent()
                    && written.contains(FileFacts.sha256(text.get()) + "  " + path + "\n")) {
                host.files.remove(path);
            } else if (text.isPresent()) {
                kept.append(path).append('\n');
            }
        }
        return new CommandOutcome(0, kept.toString(), "");
    }

    /** Of a folder, with a slash at its end. */
    private static void removeEmpty(FakeHost host, String folder) {
        String next = host.files.higherKey(folder);
        if (next == null || !next.startsWith(folder)) {
            host.files.remove(folder.substring(0, folder.length() - 1));
        }
    }

    private static CommandOutcome takeBackJournal(FakeHost host, Command command) {
        String path = command.words().get(command.words().size() - 2);
        host.files.remove(path);
        host.files.remove(path.substring(0, path.lastIndexOf('/')));
        return DONE;
    }

    private static CommandOutcome modprobe(FakeHost host, Command command) {
        for (String module : command.words().subList(2, command.words().size())) {
            if (!FakeHost.LOADABLE.contains(module)) {
                return new CommandOutcome(
                        1, "", "modprobe: FATAL: Module " + module + " not found");
            }
            host.modules.add(module);
            if (module.equals("br_netfilter")) {
                FakeKernel.ofBridge().forEach(host.sysctls::putIfAbsent);
            }
        }
        return DONE;
    }

    /** {@code KEY BEFORE HARDENED}, for each. */
    private static CommandOutcome setKernelBack(FakeHost host, Command command) {
        List<String> words = command.words();
        for (int i = words.size() - 3; host.sysctls.containsKey(words.get(i)); i -= 3) {
            String hardened = words.get(i + 2);
            if (hardened.isEmpty() || hardened.equals(host.sysctls.get(words.get(i)))) {
                host.sysctls.put(words.get(i), words.get(i + 1));
            }
        }
        return DONE;
    }

    /** {@code sysctl -q -p FILE}. */
    private static CommandOutcome sysctl(FakeHost host, Command command) {
        String file = command.words().get(command.words().size() - 1);
        for (String line : host.text(file).orElse("").lines().map(String::trim).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String key = line.split("=")[0].trim();
            String name = key.startsWith("-") ? key.substring(1) : key;
            if (host.sysctls.containsKey(name)) {
                host.sysctls.put(name, line.split("=")[1].trim());
            } else if (!key.startsWith("-")) {
                return new CommandOutcome(255, "", "sysctl: cannot stat /proc/sys/" + name);
            }
        }
        return DONE;
    }

    /** {@code systemctl VERB [--now] [UNIT…]}. */
    private static CommandOutcome systemctl(FakeHost host, Command command) {
        List<String> words =
                command.words().stream().filter(word -> !word.startsWith("-")).toList();
        String verb = words.get(1);
        boolean now = command.words().contains("--now");
        if (verb.equals("daemon-reload")) {
            host.units.keySet().removeIf(u -> isOurs(u) && !hasFile(host, u));
            return DONE;
        }
        if (verb.endsWith("mask")) {
            words.subList(2, words.size()).forEach(unit -> mask(host, unit, verb.equals("mask")));
            return DONE;
        }
        for (String unit : words.subList(2, words.size())) {
            if (!hasFile(host, unit) && !host.units.containsKey(unit)) {
                return new CommandOutcome(5, "", "Unit " + unit + " not found.");
            }
            UnitFacts before = host.units.getOrDefault(unit, UnitFacts.ABSENT);
            if (before.fileState().equals("static")) {
                host.started(unit);
                continue;
            }
            boolean enable = verb.equals("enable") || before.isEnabled();
            boolean start =
                    verb.equals("start") || verb.equals("restart") || now || before.isActive();
            boolean stop = verb.equals("stop") || (verb.equals("disable") && now);
            host.units.put(
                    unit,
                    new UnitFacts(
                            "loaded",
                            start && !stop ? "active" : "inactive",
                            enable && !verb.equals("disable") ? "enabled" : "disabled",
                            false));
            if (verb.equals("restart") || (start && !stop && !before.isActive())) {
                host.started(unit);
            }
        }
        return DONE;
    }

    private static boolean isOurs(String unit) {
        return unit.startsWith("nordbox") || unit.startsWith("k3s");
    }

    private static boolean hasFile(FakeHost host, String unit) {
        return host.files.containsKey("/etc/systemd/system/" + unit);
    }

    /** A link in /etc to nowhere; without it the unit is what the distribution brought. */
    private static void mask(FakeHost host, String unit, boolean masked) {
        if (masked) {
            host.link("/etc/systemd/system/" + unit, "/dev/null");
            host.units.put(unit, new UnitFacts("masked", "inactive", "masked", false));
        } else {
            host.files.remove("/etc/systemd/system/" + unit);
            host.units.put(unit, new UnitFacts("loaded", "inactive", "enabled", false));
        }
    }

    private static CommandOutcome startOf(FakeHost host, Command command) {
        String unit = command.words().get(command.words().size() - 1);
        return new CommandOutcome(0, host.lastStart(unit) + "\n", "");
    }

    private static CommandOutcome lookAtFiles(FakeHost host, Command command) {
        StringBuilder out = new StringBuilder("Welcome to the fake\nnordbox-files\t1\n");
        for (String path : command.words().subList(3, command.words().size())) {
            FakeHost.Node node = host.files.get(path);
            if (node != null && node.kind() == FileFacts.Kind.FILE) {
                String content = Base64.getEncoder().encodeToString(node.content());
                out.append("file\t" + path + "\t" + content + "\n");
            }
        }
        return new CommandOutcome(0, out.toString(), "");
    }

    private static CommandOutcome deleteGuard(FakeHost host, Command command) {
        host.firewall.loaded = Optional.empty();
        return DONE;
    }

    private static CommandOutcome loadGuard(FakeHost host, Command command) {
        Optional<String> candidate = host.text(CANDIDATE);
        if (candidate.isEmpty()) {
            return new CommandOutcome(1, "", "no candidate");
        }
        host.firewall.loadUntilProved(candidate.get());
        return DONE;
    }

    private static CommandOutcome keepGuard(FakeHost host, Command command) {
        if (host.firewall.reverted) {
            return new CommandOutcome(1, "", "the guard has taken itself back");
        }
        host.firewall.revertPending = false;
        byte[] rules = host.files.get(CANDIDATE).content();
        host.put(RULES, rules, "0644", "root:root");
        host.units.put(
                "nordbox-guard.service", new UnitFacts("loaded", "active", "enabled", false));
        String sum = FileFacts.sha256(host.firewall.loaded.orElse(""));
        String notes = command.words().get(command.words().size() - 1);
        host.put(
                notes + "/guard-listing",
                (sum + "\n").getBytes(StandardCharsets.UTF_8),
                "0600",
                "root:root");
        host.files.remove(CANDIDATE);
        return DONE;
    }

    private static CommandOutcome takeDropInBack(FakeHost host, Command command) {
        host.sshd.timerExpires();
        return DONE;
    }

    private static CommandOutcome takeGuardBack(FakeHost host, Command command) {
        host.firewall.timerExpires();
        return DONE;
    }

    /**
     * {@code sh -s -- TOKEN PATIENCE TAKE_OVER PROCESS OPERATOR WHICH}, kept as TOKEN PROCESS
     * OPERATOR.
     */
    private static CommandOutcome lock(FakeHost host, Command command) {
        List<String> words = command.words();
        Optional<String> holder = host.text(LOCK).map(String::strip);
        boolean ours = holder.filter(held -> held.startsWith(words.get(3) + " ")).isPresent();
        if (words.get(8).equals("again") && !ours) {
            return new CommandOutcome(0, "gone\n", "");
        }
        if (holder.isPresent() && host.lockHolderLives) {
            String[] held = holder.get().split(" ", 3);
            if (!held[0].equals(words.get(5))) {
                return new CommandOutcome(
                        0,
                        "held\t%s\t720\t12\t198.51.100.9\t%s\t%s\n"
                                .formatted(held[0], held[1], held[2]),
                        "");
            }
            host.lockHolderLives = false;
        }
        String mine = String.join(" ", words.get(3), words.get(6), words.get(7));
        host.put(LOCK, mine.getBytes(StandardCharsets.UTF_8), "0600", "root:root");
        return new CommandOutcome(0, "taken\n", "");
    }

    private static CommandOutcome unlock(FakeHost host, Command command) {
        String token = command.words().get(3);
        if (host.text(LOCK).filter(held -> held.startsWith(token + " ")).isPresent()) {
            host.files.remove(LOCK);
        }
        return DONE;
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
