package dev.nordbox.installer.host;

import java.util.Optional;

/** The drop-in of a fake sshd, and the timer that takes an unproven one back. */
public final class FakeSshd {
    static final String DROP_IN = "/etc/ssh/sshd_config.d/00-nordbox.conf";
    static final String CANDIDATE = "/run/nordbox-sshd/candidate";

    /** Why it would not try. */
    public Optional<String> declines = Optional.empty();

    /** What it has read takes keys only, whatever else is configured. */
    public boolean keysOnly;

    public boolean revertPending;
    public boolean reverted;

    private final FakeHost host;
    private Optional<String> previous = Optional.empty();

    FakeSshd(FakeHost host) {
        this.host = host;
    }

    CommandOutcome load() {
        timerExpires();
        if (declines.isPresent()) {
            return new CommandOutcome(3, declines.get() + "\n", "");
        }
        previous = host.text(DROP_IN);
        put("Include /run/nordbox-sshd/*.conf\n" + previous.orElse(""));
        keysOnly = true;
        revertPending = true;
        reverted = false;
        return new CommandOutcome(0, "", "");
    }

    CommandOutcome keep() {
        if (reverted) {
            return new CommandOutcome(1, "", "sshd's drop-in has taken itself back");
        }
        revertPending = false;
        put(host.text(CANDIDATE).orElseThrow());
        host.files.remove(CANDIDATE);
        return new CommandOutcome(0, "", "");
    }

    CommandOutcome remove() {
        revertPending = false;
        host.files.remove(DROP_IN);
        host.files.remove(CANDIDATE);
        keysOnly = false;
        return new CommandOutcome(0, "", "");
    }

    /** The minute is over. */
    public void timerExpires() {
        if (revertPending) {
            revertPending = false;
            reverted = true;
            keysOnly = previous.isPresent();
            previous.ifPresentOrElse(this::put, () -> host.files.remove(DROP_IN));
        }
    }

    private void put(String text) {
        host.put(
                DROP_IN,
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "0644",
                "root:root");
    }
}
