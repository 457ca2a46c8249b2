package dev.nordbox.installer.preflight;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Duration;
import java.util.List;

/**
 * How long the disk takes to promise that it has written, the way etcd asks it to: small pieces one
 * after the other into a file that is there already.
 */
public final class FsyncProbe {
    /** Label of the script's command. */
    public static final String LABEL = "time the disk";

    private static final String ID = "fsync";
    private static final Check CHECK =
            Check.should(
                    "99 of 100 writes within 10 ms: etcd, hardware and disk latency",
                    facts -> CheckResult.pass(ID, ""));
    private static final double MOST_MILLIS = 10;
    private static final int LEAST_WRITES = 50;
    private static final Command MEASURE =
            Mend.script(LABEL, "fsync-probe.sh").within(Duration.ofMinutes(2));

    private FsyncProbe() {}

    /** One round trip; leaves nothing on the disk. */
    public static CheckResult measure(Host host) throws ProblemException {
        CommandOutcome outcome = host.run(MEASURE);
        List<Double> millis =
                outcome.stdout()
                        .lines()
                        .filter(line -> line.matches("write\t[0-9.e-]+"))
                        .map(line -> Double.parseDouble(line.substring(6)) * 1000)
                        .sorted()
                        .toList();
        return judge(millis).of(CHECK);
    }

    /**
     * @param millis of each write, the quickest first
     */
    static CheckResult judge(List<Double> millis) {
        if (millis.size() < LEAST_WRITES) {
            return CheckResult.warn(
                    ID,
                    "could not be measured",
                    "see why with touch /var/lib/nordbox-try, then run again");
        }
        double p99 = millis.get((int) Math.ceil(millis.size() * 0.99) - 1);
        String observed = "p99 %.1f ms of %d writes".formatted(p99, millis.size());
        return p99 > MOST_MILLIS
                ? CheckResult.warn(
                        ID,
                        observed,
                        "order a server with an SSD (NVMe, not network storage): etcd asks for 10 ms, and"
                                + " loses its leader when writes take long")
                : CheckResult.pass(ID, observed);
    }
}
