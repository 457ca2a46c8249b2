package dev.nordbox.installer.step;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who changes a host, for whoever finds it locked.
 *
 * @param name {@code user@machine}
 * @param process this program's on that machine, told apart from a later one with the same number
 * @param runs whether a process of that machine, written as {@code process}, still runs
 * @param takesOver ends a run that has the host, whoever's it is
 */
public record Operator(String name, String process, Predicate<String> runs, boolean takesOver) {

    /** The person who started this program. */
    public static Operator of(String name) {
        return new Operator(name, mark(ProcessHandle.current()), Operator::isRunning, false);
    }

    public Operator takingOver(boolean really) {
        return new Operator(name, process, runs, really);
    }

    /** Whether a run of the same person on the same machine has ended without giving back. */
    boolean hasLeft(String operator, String itsProcess) {
        return operator.equals(name) && !runs.test(itsProcess);
    }

    private static boolean isRunning(String process) {
        String number = process.split("/", 2)[0];
        Optional<ProcessHandle> found =
                number.matches("\\d{1,18}")
                        ? ProcessHandle.of(Long.parseLong(number))
                        : Optional.empty();
        return found.map(Operator::mark).filter(process::equals).isPresent();
    }

    private static String mark(ProcessHandle process) {
        long started = process.info().startInstant().map(i -> i.toEpochMilli()).orElse(0L);
        return process.pid() + "/" + started;
    }
}
