package dev.nordbox.installer.host;

import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.UnitFacts;
import dev.nordbox.installer.facts.UserFacts;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A server in memory: files with mode and owner, units, users, sysctls, modules, a firewall. It
 * knows the commands that the steps use, by label or first words; tests add more with {@link #on}.
 * State is open to tests, which arrange and look as they like.
 */
public final class FakeHost implements Host {

    /** Thrown in place of an effect once the host was told to fail: this process is gone. */
    public static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Killed(String what) {
            super("killed before: " + what);
        }
    }

    /** What a command does to the host. */
    @FunctionalInterface
    public interface Handler {
        CommandOutcome run(FakeHost host, Command command) throws HostException;
    }

    /** Something at a path. */
    public record Node(FileFacts.Kind kind, byte[] content, String mode, String owner) {}

    public final FakeMachine machine;
    final FakeDisk disk = new FakeDisk();
    public final TreeMap<String, Node> files = disk.nodes;
    public final TreeMap<String, UnitFacts> units = new TreeMap<>();
    public final TreeMap<String, UserFacts> users = new TreeMap<>();
    public final TreeMap<String, String> sysctls = new TreeMap<>();
    public final TreeSet<String> modules = new TreeSet<>();
    public final FakeFirewall firewall = new FakeFirewall();
    public final FakeSshd sshd = new FakeSshd(this);

    /** Starts of units. */
    final TreeMap<String, UnitFacts.Start> starts = new TreeMap<>();

    public BooleanSupplier loginWorks = () -> true;
    public ExitCode loginFailsWith = ExitCode.HOST_UNREACHABLE;
    public Optional<String> sudoRefusal = Optional.empty();

    /** Whether the run that holds the lock still has its connection. */
    public boolean lockHolderLives;

    private final Map<String, Handler> handlers = new LinkedHashMap<>();
    private final Set<String> questions = new HashSet<>(Set.of(FakeFacts.LABEL));
    private final List<String> effects = new ArrayList<>();
    private int effectsLeft = Integer.MAX_VALUE;
    private Optional<FakePowerCut> cut = Optional.empty();
    private int effectsUntilBreak;
    private Break breaking = Break.BEFORE;
    private boolean answerLost;
    private boolean lost;
    private final List<HostException> refusals = new ArrayList<>();
    private long roundTrips;
    private boolean closed;

    /** Where in an effect a connection breaks. */
    public enum Break {
        /** The host never hears of it. */
        BEFORE,
        /** The host does it, and its answer does not come. */
        AFTER
    }

    public FakeHost(FakeMachine machine) {
        this.machine = machine;
        users.put("root", new UserFacts(0, 0, "/root", "/bin/bash"));
        for (String directory : List.of("/etc", "/opt", "/run", "/usr/local/bin", "/var/lib")) {
            directory(directory, "0755");
        }
        units.put("systemd-journald.service", new UnitFacts("loaded", "active", "static", false));
        directory("/etc/ssh/sshd_config.d", "0755");
        units.put("ssh.service", new UnitFacts("loaded", "active", "enabled", false));
        FakeCommands.install(this);
    }

    /** A unit that the distribution brought, enabled and running. */
    public FakeHost withUnit(String name) {
        units.put(name, new UnitFacts("loaded", "active", "enabled", false));
        return this;
    }

    public static FakeHost debian12() {
        return new FakeHost(FakeMachine.debian12()).withKernelDefaults();
    }

    public static FakeHost debian13() {
        return new FakeHost(FakeMachine.debian12().os("debian", "13")).withKernelDefaults();
    }

    public static FakeHost ubuntu2404() {
        return new FakeHost(FakeMachine.debian12().os("ubuntu", "24.04")).withKernelDefaults();
    }

    public static FakeHost lxc() {
        return new FakeHost(FakeMachine.debian12().virtualisation("lxc")).withKernelDefaults();
    }

    public static FakeHost tooSmall() {
        return new FakeHost(FakeMachine.debian12().memoryMiB(960)).withKernelDefaults();
    }

    private FakeHost withKernelDefaults() {
        FakeKernel.defaults().forEach(sysctls::put);
        return this;
    }

    /** Answers every command of a label; a later call replaces an earlier one. */
    public FakeHost on(String label, Handler handler) {
        handlers.put(label, handler);
        return this;
    }

    /** As {@link #on}, for a command that only looks: it is no effect. */
    public FakeHost asks(String label, Handler handler) {
        questions.add(label);
        return on(label, handler);
    }

    /** The process that provisions dies before its effect number {@code count + 1}. */
    public FakeHost killAfter(int count) {
        effectsLeft = count;
        return this;
    }

    /**
     * The power goes before effect number {@code count + 1}, and what the one before it wrote is on
     * the disk in part only.
     *
     * @param whole paths of what is there as a whole or not at all
     * @return what ends with a boot
     */
    public FakePowerCut losesPowerAfter(
            int count, FakePowerCut.Left left, Predicate<String> whole) {
        FakePowerCut ahead = new FakePowerCut(this, left, whole);
        cut = Optional.of(ahead);
        killAfter(count);
        return ahead;
    }

    /** The connection breaks at effect number {@code count} from now. */
    public FakeHost breaksAt(int count, Break where) {
        effectsUntilBreak = count;
        breaking = where;
        return this;
    }

    /** The next attempts to connect again fail, one after the other. */
    public FakeHost refuses(HostException... attempts) {
        refusals.addAll(List.of(attempts));
        return this;
    }

    @Override
    public void connectAgain() throws HostException {
        if (!refusals.isEmpty()) {
            throw refusals.remove(0);
        }
        closed = false;
        lost = false;
    }

    private void breakDown() throws HostException {
        lost = true;
        answerLost = false;
        throw new ConnectionLost(
                new Problem("connection lost during a test", name(), "run again"),
                new IOException("cut"));
    }

    private void answer() throws HostException {
        if (answerLost) {
            breakDown();
        }
    }

    /** Somebody runs the program again, over a new connection. */
    public FakeHost reconnect() {
        lost = false;
        cut = Optional.empty();
        effectsLeft = Integer.MAX_VALUE;
        effects.clear();
        closed = false;
        return this;
    }

    /** The same run of the program connects once more. */
    public FakeHost connectedAgain() {
        closed = false;
        lost = false;
        return this;
    }

    /** The effects so far, in order; reading facts is none. */
    public List<String> effects() {
        return List.copyOf(effects);
    }

    /** Everything on the host that outlasts a run, in comparable form; {@code /run} does not. */
    public Map<String, String> state() {
        Map<String, String> state = new TreeMap<>();
        files.forEach(
                (path, node) -> {
                    if (!path.startsWith("/run")) {
                        state.put(
                                path,
                                node.kind()
                                        + " "
                                        + node.mode()
                                        + " "
                                        + node.owner()
                                        + " "
                                        + FileFacts.sha256(withoutStart(node.content())));
                    }
                });
        units.forEach((name, unit) -> state.put("unit " + name, unit.toString()));
        sysctls.forEach((key, value) -> state.put("sysctl " + key, value));
        modules.forEach(module -> state.put("module " + module, "loaded"));
        users.forEach((name, user) -> state.put("user " + name, user.toString()));
        state.put("guard", firewall.loaded.orElse("none"));
        return state;
    }

    /** A note names the start it was left after, and each run makes starts of its own. */
    private static String withoutStart(byte[] content) {
        return new String(content, java.nio.charset.StandardCharsets.UTF_8)
                .replaceAll(" start-\\d+\\n", "\n");
    }

    @Override
    public String name() {
        return "root@fake";
    }

    @Override
    public CommandOutcome run(Command command) throws HostException {
        ask();
        if (!questions.contains(command.label())) {
            effect(command.label());
        } else if (effectsLeft <= 0) {
            throw new Killed(command.label());
        }
        if (command.asRoot() && sudoRefusal.isPresent()) {
            throw new HostException(
                    ExitCode.LOGIN_REFUSED, new Problem(sudoRefusal.get(), name(), "use root"));
        }
        Handler handler = handlers.get(command.label());
        if (handler == null) {
            handler = handlers.get(command.words().get(0));
        }
        CommandOutcome outcome =
                handler == null
                        ? new CommandOutcome(127, "", "the fake knows no `" + command.label() + "`")
                        : handler.run(this, command);
        answer();
        return outcome;
    }

    @Override
    public void write(List<RemoteFile> wanted) throws HostException {
        if (wanted.isEmpty()) {
            return;
        }
        ask();
        effect("write " + String.join(" ", wanted.stream().map(RemoteFile::path).toList()));
        for (RemoteFile file : wanted) {
            put(file.path(), file.content(), file.mode(), file.owner());
        }
        answer();
    }

    @Override
    public void upload(
            Path local, String sha256, String target, String mode, TransferProgress progress)
            throws HostException {
        ask();
        effect("upload " + target);
        try {
            byte[] content = Files.readAllBytes(local);
            if (!FileFacts.sha256(content).equals(sha256)) {
                throw new HostException(
                        ExitCode.ARTIFACT_INVALID,
                        new Problem(
                                "its sum is " + FileFacts.sha256(content),
                                target,
                                "upload it again"));
            }
            progress.transferred(content.length, content.length);
            put(target, content, mode, "root:root");
            answer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CommandOutcome receive(Command command, OutputStream sink)
            throws HostException, IOException {
        CommandOutcome outcome = run(command);
        sink.write(outcome.stdout().getBytes(StandardCharsets.UTF_8));
        return new CommandOutcome(outcome.exitCode(), "", outcome.stderr());
    }

    @Override
    public CommandOutcome send(Command command, Source source) throws HostException, IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(command.input());
        source.writeTo(all);
        return run(command.withInput(all.toByteArray()));
    }

    @Override
    public void proveLogin(Duration deadline) throws HostException {
        ask();
        effect("prove login");
        if (!loginWorks.getAsBoolean()) {
            throw new HostException(
                    loginFailsWith, new Problem("no answer", name(), "mend the login"));
        }
        answer();
    }

    @Override
    public boolean reachedDirectly() {
        return machine.reachedDirectly;
    }

    @Override
    public boolean loggedInByKey() {
        return machine.loggedInByKey;
    }

    @Override
    public Duration waited() {
        return Duration.ZERO; // answers at once
    }

    @Override
    public long roundTrips() {
        return roundTrips;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void ask() throws HostException {
        if (lost) {
            breakDown();
        }
        if (closed) {
            throw new HostException(
                    ExitCode.HOST_UNREACHABLE, new Problem("the connection is closed", name(), ""));
        }
        roundTrips++;
    }

    /** Puts a file there without counting as an effect: to arrange a test, or from a handler. */
    public void put(String path, byte[] content, String mode, String owner) {
        disk.put(path, content, mode, owner);
    }

    /** A unit's process starts, whoever had it start. */
    public void started(String unit) {
        starts.put(
                unit,
                new UnitFacts.Start(
                        "start-" + starts.size() + disk.now().toEpochMilli(), disk.tick()));
    }

    /** Which start of a unit the last one is; empty for one that was never started. */
    public String lastStart(String unit) {
        return Optional.ofNullable(starts.get(unit)).map(UnitFacts.Start::id).orElse("");
    }

    /** Makes a directory and its parents, where nothing stands. */
    public void directory(String path, String mode) {
        disk.directory(path, mode);
    }

    /** Puts a symbolic link there, as {@link #put} does a file. */
    public void link(String path, String target) {
        disk.link(path, target);
    }

    /** Content of a file as text. */
    public Optional<String> text(String path) {
        return disk.text(path);
    }

    private void effect(String what) throws HostException {
        if (effectsLeft <= 0) {
            throw new Killed(what);
        }
        if (effectsUntilBreak > 0 && --effectsUntilBreak == 0) {
            answerLost = breaking == Break.AFTER;
            if (!answerLost) {
                breakDown();
            }
        }
        effectsLeft--;
        cut.ifPresent(FakePowerCut::effectBegins);
        effects.add(what);
    }

    /** Names of what the fake's kernel can load. */
    static final Set<String> LOADABLE = Set.of("overlay", "br_netfilter", "nf_conntrack");
}
