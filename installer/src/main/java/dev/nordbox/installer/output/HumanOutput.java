package dev.nordbox.installer.output;

import dev.nordbox.installer.output.Event.Changing;
import dev.nordbox.installer.output.Event.DataFound;
import dev.nordbox.installer.output.Event.Doing;
import dev.nordbox.installer.output.Event.Failed;
import dev.nordbox.installer.output.Event.Noted;
import dev.nordbox.installer.output.Event.PhaseFinished;
import dev.nordbox.installer.output.Event.PhaseStarted;
import dev.nordbox.installer.output.Event.PhaseUnchanged;
import dev.nordbox.installer.output.Event.Planned;
import dev.nordbox.installer.output.Event.Replacing;
import dev.nordbox.installer.output.Event.RunFinished;
import dev.nordbox.installer.output.Event.RunStarted;
import dev.nordbox.installer.output.Event.Transferred;
import dev.nordbox.installer.output.Event.Warned;
import dev.nordbox.installer.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Progress for a person: a line for each phase with its time. On a terminal the phase at work has a
 * line that is written over; in a pipe each new activity is a line of its own.
 */
public final class HumanOutput implements Output {
    private final Screen screen;
    private final Glyphs glyphs;
    private final Redactor redactor;
    private int unchanged;

    public HumanOutput(Screen screen, Redactor redactor) {
        this.screen = screen;
        this.glyphs = screen.glyphs();
        this.redactor = redactor;
    }

    @Override
    public synchronized void tell(Event event) {
        // Java 17 has no patterns in switch; this list is in the order of a run.
        if (event instanceof RunStarted started) {
            start(started);
        } else if (event instanceof PhaseStarted started) {
            begin(started);
        } else if (event instanceof Doing doing) {
            activity(doing.phase(), doing.what());
        } else if (event instanceof Transferred moved) {
            transfer(moved);
        } else if (event instanceof Changing changing) {
            activity(changing.phase(), changing.change());
        } else if (event instanceof Replacing replacing) {
            replace(replacing);
        } else if (event instanceof Warned warned) {
            warn(warned.problem());
        } else if (event instanceof PhaseFinished finished) {
            finish(finished);
        } else if (event instanceof PhaseUnchanged) {
            unchanged++;
            screen.clear();
        } else if (event instanceof Planned) {
            screen.clear();
        } else if (event instanceof DataFound data) {
            screen.line(redactor.redact(line(data)));
        } else if (event instanceof Noted noted) {
            screen.line(redactor.redact(noted.text()));
        } else if (event instanceof Failed failed) {
            fail(failed.problems(), failed.log());
        } else if (event instanceof RunFinished finished) {
            end(finished);
        }
    }

    private static String line(DataFound data) {
        return "  %s: %s%s, %s, %s"
                .formatted(
                        data.claim().isEmpty() ? data.volume() : data.claim(),
                        data.bytes()
                                .map(b -> String.format(Locale.ROOT, "%.1f MiB in ", b / 1048576.0))
                                .orElse(""),
                        data.path().isEmpty() ? "not on this host" : data.path(),
                        data.kits().isEmpty()
                                ? "in NO kit that this host knows of"
                                : "in " + String.join(" and ", data.kits()),
                        data.deleted() ? "DELETED" : "stays");
    }

    private void start(RunStarted started) {
        screen.line(
                "nordbox %s  %s  run %s%s"
                        .formatted(
                                started.version(),
                                started.command(),
                                started.run(),
                                started.log().map(log -> "  log " + log).orElse("")));
    }

    /** In a pipe a phase is told when it does something, or when it is done. */
    private void begin(PhaseStarted started) {
        if (screen.overwrites()) {
            screen.activity(glyphs.doing() + " " + name(started.phase()));
        }
    }

    private void activity(String phase, String what) {
        screen.activity("%s %s %s".formatted(glyphs.doing(), name(phase), redactor.redact(what)));
    }

    private void transfer(Transferred moved) {
        String what = moved.what() + "  " + Times.transferred(moved.sent(), moved.total());
        boolean ends = moved.total() >= 0 && moved.sent() >= moved.total();
        String line = "%s %s %s".formatted(glyphs.doing(), name(moved.phase()), what);
        // In a pipe a line for each chunk would drown the rest.
        if (screen.overwrites() || ends) {
            screen.activity(line);
        }
    }

    private void warn(Problem problem) {
        screen.line("   %s %s".formatted(glyphs.warning(), sentence(problem)));
        if (!problem.remedy().isEmpty()) {
            screen.line("     fix: " + redactor.redact(problem.remedy()));
        }
    }

    private void replace(Replacing replacing) {
        screen.line(
                "   %s %s was %s; it is replaced:"
                        .formatted(glyphs.warning(), replacing.path(), replacing.origin()));
        redactor.redact(replacing.diff()).lines().forEach(line -> screen.line("     " + line));
    }

    private void finish(PhaseFinished finished) {
        screen.line(
                "%s %s %-60s %8s"
                        .formatted(
                                glyphs.done(),
                                name(finished.phase()),
                                redactor.redact(finished.summary()),
                                Times.of(finished.took())));
    }

    private void fail(List<Problem> problems, Optional<String> log) {
        for (Problem problem : problems) {
            screen.line("%s %s".formatted(glyphs.failed(), sentence(problem)));
            if (!problem.remedy().isEmpty()) {
                screen.line("  fix: " + redactor.redact(problem.remedy()));
            }
        }
        log.ifPresent(path -> screen.line("log: " + path));
    }

    private void end(RunFinished finished) {
        if (unchanged > 0) {
            screen.line(
                    "%s %s %d %s"
                            .formatted(
                                    glyphs.done(),
                                    name("unchanged"),
                                    unchanged,
                                    unchanged == 1 ? "step" : "steps"));
        }
        screen.line(
                "%s in %s"
                        .formatted(redactor.redact(finished.summary()), Times.of(finished.took())));
    }

    private String sentence(Problem problem) {
        return redactor.redact(problem.where() + ": " + problem.what());
    }

    private static String name(String phase) {
        return "%-11s".formatted(phase);
    }
}
