package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import dev.nordbox.installer.step.WriteFile;
import dev.nordbox.installer.volume.Dump;
import dev.nordbox.installer.volume.DumpPod;
import dev.nordbox.installer.volume.DumpPod.Readiness;
import dev.nordbox.installer.volume.Dumps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Has the workloads of a box that came back read in what their backup commands had printed: each
 * once, when its pod is Ready for the first time, and before the controller brings anything new.
 * What does not come about by then is left to a person, who knows what may be overwritten.
 */
public final class ReadDumpsIn implements Step {
    static final String PODS = "look at the pods that dumps are for";
    static final String READ = "read in the dump of ";
    static final String END = "ask how the reading of a dump ended";

    /** How long a command may say nothing; what it is at cannot be seen from the host. */
    private static final Duration SILENCE = Duration.ofMinutes(30);

    private static final String LIVES = "lives";

    private final Wait wait;

    /**
     * @param wait for each of the pods
     */
    public ReadDumpsIn(Wait wait) {
        this.wait = wait;
    }

    @Override
    public String id() {
        return "dumps";
    }

    @Override
    public String title() {
        return "Have databases read in their dumps";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING;
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        Dumps dumps =
                Restoration.pending(facts, spec.kit())
                        .map(ReadDumpsIn::of)
                        .orElseGet(() -> Dumps.parse(facts.note(Dumps.NOTE).orElse("{}")));
        List<Change> changes = new ArrayList<>();
        List<Dump> waiting = in(Dump.State.WAITS, dumps);
        if (!waiting.isEmpty()) {
            changes.add(
                    new Change(
                            waiting.stream()
                                    .map(ReadDumpsIn::wish)
                                    .collect(Collectors.joining("; ")),
                            (host, progress) -> readIn(host, progress, waiting)));
        }
        for (Dump dump : in(Dump.State.BEGUN, dumps)) {
            changes.add(
                    new Change(
                            "see how the reading of the dump of %s ends".formatted(dump.title()),
                            (host, progress) -> note(host, ended(host, progress, dump))));
        }
        return changes;
    }

    private static List<Dump> in(Dump.State state, Dumps dumps) {
        return dumps.all().stream().filter(dump -> dump.state() == state).toList();
    }

    private static String wish(Dump dump) {
        return "have %s read in its dump, %d KiB".formatted(dump.title(), dump.bytes() >> 10);
    }

    /** Those of a kit, on their way to a host. */
    static Dumps of(Kit kit) {
        return Dumps.of(kit.manifest().volumes(), VolumeData::placeOf);
    }

    /** What waits when a box is taken down would meet other data when it is up again. */
    static List<Change> leave(HostFacts facts) {
        Dumps dumps = Dumps.parse(facts.note(Dumps.NOTE).orElse("{}"));
        Dumps left = dumps.withoutWaiting("the box was taken down before");
        return left.equals(dumps)
                ? List.of()
                : List.of(
                        new Change(
                                "leave the dumps that wait to a person",
                                new WriteFile(left.note())));
    }

    /** Those that are Ready come first: none is at work for long while another is waited for. */
    private void readIn(Host host, Progress progress, List<Dump> dumps) throws ProblemException {
        Wait.Started waiting = wait.start();
        Map<Dump, DumpPod> open = taken(host, progress, dumps);
        while (!open.isEmpty() && waiting.again(sight(open))) {
            progress.doing("waiting for " + sight(open));
            open = taken(host, progress, open.keySet());
        }
        for (Map.Entry<Dump, DumpPod> late : open.entrySet()) {
            note(host, left(late.getKey(), late.getValue()));
        }
    }

    /**
     * Has those read in that can be. All are looked at before the first of them is read in, which
     * may take long, and makes none too late.
     *
     * @return what has to wait
     */
    private static Map<Dump, DumpPod> taken(Host host, Progress progress, Collection<Dump> dumps)
            throws ProblemException {
        Map<Dump, DumpPod> pods = new LinkedHashMap<>();
        for (Dump dump : dumps) {
            pods.put(dump, look(host, dump));
        }
        for (Map.Entry<Dump, DumpPod> each : pods.entrySet()) {
            Dump dump = each.getKey();
            if (each.getValue().readiness() == Readiness.READY) {
                progress.doing("%s reads in its dump".formatted(dump.title()));
                note(host, dump.begun());
                note(host, run(host, dump));
            } else if (each.getValue().readiness() == Readiness.TOO_LATE) {
                note(host, left(dump, each.getValue()));
            }
        }
        pods.values().removeIf(pod -> pod.readiness() != Readiness.NOT_YET);
        return pods;
    }

    private static String sight(Map<Dump, DumpPod> open) {
        return open.entrySet().stream()
                .map(each -> each.getKey().title() + ": " + each.getValue().why())
                .collect(Collectors.joining("; "));
    }

    private static Dump left(Dump dump, DumpPod pod) {
        return dump.left("of %s, %s".formatted(dump.pod(), pod.why()));
    }

    private static DumpPod look(Host host, Dump dump) throws ProblemException {
        Command look =
                HostScript.of(
                                PODS,
                                "dump-pods",
                                Note.DIRECTORY + "/" + Restoration.NOTE,
                                dump.namespace())
                        .within(K3sState.DEADLINE);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            host.receive(look, said).orFail(host, look);
            return DumpPod.of(said.toByteArray(), dump);
        } catch (IOException | IllegalArgumentException e) {
            throw new ProblemException(
                    ExitCode.STEP_FAILED,
                    new Problem(
                            "the list of pods cannot be read",
                            host.name(),
                            "run `up` again; it goes on where it stopped"),
                    e);
        }
    }

    /** What the command says may be data, and stays on the host. */
    private static Dump run(Host host, Dump dump) throws ProblemException {
        List<String> words =
                new ArrayList<>(
                        List.of(dump.place(), dump.namespace(), dump.container(), dump.pod()));
        words.addAll(dump.words());
        Command read =
                HostScript.of(READ + dump.title(), "read-dump", words.toArray(String[]::new))
                        .within(SILENCE);
        return end(host.run(read).orFail(host, read), dump)
                .orElse(dump.left("nobody knows how its command ended"));
    }

    /**
     * Of a command that was begun over a connection that is no more: it goes on without one.
     *
     * @throws ProblemException STEP_FAILED while it does, after a time; nobody is told to do by
     *     hand what may be done twice
     */
    private Dump ended(Host host, Progress progress, Dump dump) throws ProblemException {
        Command look = HostScript.of(END, "dump-end", dump.place()).within(K3sState.DEADLINE);
        Wait.Started waiting = wait.within(SILENCE).start();
        CommandOutcome outcome = host.run(look).orFail(host, look);
        while (outcome.stdout().strip().equals(LIVES)) {
            progress.doing("%s still reads in its dump".formatted(dump.title()));
            if (!waiting.again(LIVES)) {
                throw stillReads(host, dump);
            }
            outcome = host.run(look).orFail(host, look);
        }
        return end(outcome, dump).orElse(dump.cut());
    }

    private static ProblemException stillReads(Host host, Dump dump) {
        return new ProblemException(
                ExitCode.STEP_FAILED,
                new Problem(
                        "the command that reads in the dump of %s was begun by an earlier run, and"
                                        .formatted(dump.title())
                                + " still runs",
                        host.name(),
                        "run `up` again, which waits for its end, or end it there:"
                                + " `pgrep -af 'kubectl exec'` names it"));
    }

    private static Optional<Dump> end(CommandOutcome outcome, Dump dump) {
        Map<String, Integer> said = new TreeMap<>();
        for (String line : outcome.stdout().lines().toList()) {
            String[] parts = line.split(" ");
            if (parts.length == 2 && parts[1].matches("\\d{1,9}")) {
                said.put(parts[0], Integer.valueOf(parts[1]));
            }
        }
        return Optional.ofNullable(said.get("exit"))
                .map(exit -> dump.run(exit, Duration.ofMillis(said.getOrDefault("millis", 0))));
    }

    private static void note(Host host, Dump changed) throws ProblemException {
        host.write(List.of(Dumps.on(host).with(changed).note()));
    }
}
