package dev.nordbox.installer.plan;

import dev.nordbox.installer.output.Redactor;
import dev.nordbox.installer.step.PlannedChange;

/**
 * What of a plan may be written down. By patterns alone, so that it comes out the same when the
 * plan is made and when it is held against the host.
 */
final class Masked {
    private static final Redactor PATTERNS = new Redactor();

    private Masked() {}

    static String text(String text) {
        return PATTERNS.redact(text);
    }

    static PlannedChange of(PlannedChange change) {
        return new PlannedChange(change.step(), text(change.description()), change.writes());
    }
}
