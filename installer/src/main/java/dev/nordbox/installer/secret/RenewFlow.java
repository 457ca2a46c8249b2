package dev.nordbox.installer.secret;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Has a box make another key, and looks whether that one seals. */
public final class RenewFlow {
    private final Desk desk;
    private final Renewal box;

    /** Makes the key. */
    @FunctionalInterface
    public interface Renewal {
        void renew() throws ProblemException;
    }

    public RenewFlow(Desk desk, Renewal box) {
        this.desk = desk;
        this.box = box;
    }

    /**
     * @return all keys, the new one first
     */
    public List<Desk.Key> renew() throws ProblemException {
        Set<String> before = fingerprints(desk.keys().keys());
        box.renew();
        List<Desk.Key> after = desk.keys().keys();
        if (!after.isEmpty()
                && after.get(0).seals()
                && !before.contains(after.get(0).fingerprint())) {
            return after;
        }
        boolean made = !before.containsAll(fingerprints(after));
        throw new ProblemException(
                ExitCode.NOT_SEALED,
                new Problem(
                        made
                                ? "a key was made, and an older one goes on sealing: its time is later"
                                : "no other key was made",
                        desk.name(),
                        made
                                ? "set the clock of the box, then run `secret renew` again"
                                : "look at what `secret keys` shows and at the log of the"
                                        + " controller, then run `secret renew` again"));
    }

    private static Set<String> fingerprints(List<Desk.Key> keys) {
        return keys.stream().map(Desk.Key::fingerprint).collect(Collectors.toSet());
    }
}
