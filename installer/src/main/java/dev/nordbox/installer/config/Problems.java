package dev.nordbox.installer.config;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Collects what is wrong, so that everything is told at once. */
final class Problems {
    private final Optional<Consumer<Problem>> over;

    /** What is over is wrong, too. */
    Problems() {
        this.over = Optional.empty();
    }

    /**
     * @param over is told of what was right once, and is not collected
     */
    Problems(Consumer<Problem> over) {
        this.over = Optional.of(over);
    }

    private record Placed(Location location, Problem problem) {}

    private static final Comparator<Placed> BY_PLACE =
            Comparator.<Placed, String>comparing(placed -> placed.location().source())
                    .thenComparingInt(placed -> placed.location().line())
                    .thenComparingInt(placed -> placed.location().column());

    private final List<Placed> invalid = new ArrayList<>();
    private final List<Problem> missing = new ArrayList<>();

    void add(Location location, String what, String remedy) {
        invalid.add(new Placed(location, new Problem(what, location.toString(), remedy)));
    }

    /** Something that was right until a day that has passed. */
    void addOver(Location location, String what, String remedy) {
        if (over.isPresent()) {
            over.get().accept(new Problem(what, location.toString(), remedy));
        } else {
            add(location, what, remedy);
        }
    }

    /** Something nobody said; on its own a matter of usage, not of the file. */
    void addMissing(String flag, String what, String remedy) {
        missing.add(new Problem(what, flag, remedy));
    }

    /** Something that was said is wrong; what nobody said does not count. */
    boolean ofWhatWasSaid() {
        return !invalid.isEmpty();
    }

    void throwIfAny() throws ProblemException {
        List<Problem> all = new ArrayList<>(missing);
        invalid.stream().sorted(BY_PLACE).map(Placed::problem).forEach(all::add);
        if (!all.isEmpty()) {
            throw new ProblemException(
                    invalid.isEmpty() ? ExitCode.USAGE : ExitCode.CONFIG_INVALID, all);
        }
    }
}
