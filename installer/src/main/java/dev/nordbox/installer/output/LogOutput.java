package dev.nordbox.installer.output;

import dev.nordbox.installer.output.Event.Doing;
import dev.nordbox.installer.output.Event.Failed;
import dev.nordbox.installer.output.Event.Replacing;
import dev.nordbox.installer.output.Event.Transferred;
import dev.nordbox.installer.output.Event.Warned;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts events into the log beside what libraries write there. */
public final class LogOutput implements Output {
    private static final Logger LOG = LoggerFactory.getLogger("dev.nordbox.run");

    @Override
    public void tell(Event event) {
        if (event instanceof Failed) {
            LOG.error("{}", event);
        } else if (event instanceof Warned || event instanceof Replacing) {
            LOG.warn("{}", event);
        } else if (event instanceof Transferred moved && moved.sent() < moved.total()) {
            LOG.trace("{}", event);
        } else if (event instanceof Doing) {
            LOG.debug("{}", event);
        } else {
            LOG.info("{}", event);
        }
    }
}
