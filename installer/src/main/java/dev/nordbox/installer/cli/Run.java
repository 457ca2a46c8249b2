package dev.nordbox.installer.cli;

import dev.nordbox.installer.artifact.Version;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.HumanOutput;
import dev.nordbox.installer.output.JsonOutput;
import dev.nordbox.installer.output.LogOutput;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Redactor;
import dev.nordbox.installer.output.RunLog;
import dev.nordbox.installer.output.Screen;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.templates.TemplateFailed;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a command: its name, its log, where its events go, and the exit code it ends in. */
final class Run {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** What a command does once the run is set up. */
    interface Body {
        ExitCode perform(Output output, Redactor redactor) throws ProblemException;
    }

    /** Who reads standard output. */
    enum Stdout {
        /** Events, when {@code -o json} was said. */
        EVENTS,
        /** The command's own data; progress goes to standard error in any case. */
        DATA
    }

    private final String command;
    private final OutputOptions options;
    private final Surroundings around;
    private final Redactor redactor;
    private final RunEnd end;

    Run(String command, OutputOptions options, Surroundings around) {
        this.command = command;
        this.options = options;
        this.around = around;
        this.redactor = around.redactor();
        this.end = new RunEnd(around.clock());
    }

    /** For the last event, whose clock began with this run. */
    RunEnd end() {
        return end;
    }

    int perform(Stdout stdout, Body body) {
        String id = id();
        Output human = new HumanOutput(screen(), redactor);
        Optional<RunLog> log = openLog(id, human);
        boolean events = options.json() && stdout == Stdout.EVENTS;
        Output output =
                (events ? new JsonOutput(around.out(), around.clock(), redactor) : human)
                        .and(new LogOutput());
        // A program reads the events; whoever reads its standard error wants to know as well.
        Output failures = events ? output.and(human) : output;
        Optional<String> path = log.map(opened -> opened.file().toString());
        Thread farewell = new Thread(() -> sayInterrupted(path));
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            output.tell(new Event.RunStarted(id, Version.ofNordbox(), command, path));
            return body.perform(output, redactor).number();
        } catch (ProblemException e) {
            LOG.info("ended by", e);
            return fail(failures, e.exitCode(), e.problems(), path);
        } catch (TemplateFailed e) {
            LOG.info("ended by", e);
            ProblemException problem = ProblemException.of(e);
            return fail(failures, problem.exitCode(), problem.problems(), path);
        } catch (RuntimeException | Error e) {
            LOG.error("a defect", e);
            return fail(failures, ExitCode.UNEXPECTED, List.of(defect(e)), path);
        } finally {
            removeHook(farewell);
            log.ifPresent(RunLog::close);
        }
    }

    private static int fail(
            Output output, ExitCode code, List<Problem> problems, Optional<String> log) {
        output.tell(new Event.Failed(code, problems, log));
        return code.number();
    }

    private void sayInterrupted(Optional<String> log) {
        around.err().println();
        around.err()
                .println(
                        ExitCode.INTERRUPTED.meaning()
                                + log.map(path -> "\nlog: " + path).orElse(""));
        around.err().flush();
    }

    private static void removeHook(Thread farewell) {
        try {
            Runtime.getRuntime().removeShutdownHook(farewell);
        } catch (IllegalStateException e) {
            // The process is ending already; the hook has spoken.
            return;
        }
    }

    private static Problem defect(Throwable e) {
        return new Problem(
                "a defect of nordbox: " + e.getClass().getSimpleName() + ": " + e.getMessage(),
                "nordbox",
                "report it with the log; running the same command again does no harm");
    }

    private Screen screen() {
        boolean colour =
                !options.noColour && around.environment().getOrDefault("NO_COLOR", "").isEmpty();
        return new Screen(
                around.err(), around.charset(), around.terminal(), colour, around.environment());
    }

    /** {@code 20261122T100000Z-7f3a}. */
    private String id() {
        return "%s-%04x"
                .formatted(STAMP.format(around.clock().instant()), around.random().nextInt(65536));
    }

    /** A run goes on without a log, whatever keeps it from being written. */
    private Optional<RunLog> openLog(String id, Output human) {
        try {
            return Optional.of(
                    RunLog.open(
                            RunLog.folder(around.environment(), around.home()),
                            id,
                            redactor,
                            options.verbose));
        } catch (IOException | RuntimeException e) {
            human.tell(
                    new Event.Warned(
                            "log",
                            new Problem(
                                    "no log of this run: " + e.getMessage(),
                                    "log",
                                    "let XDG_STATE_HOME name a writable directory")));
            return Optional.empty();
        }
    }
}
